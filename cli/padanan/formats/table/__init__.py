"""Tables of translations: TSV and JSON Lines."""

from padanan.formats.table.reader import read_table as read_table
