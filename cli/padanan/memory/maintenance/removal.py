"""Taking chosen variants out of a memory, and what nothing refers to any more."""

from padanan.memory.access import SqlAccess

_UNITS_WITHOUT_TRANSLATION = """
    SELECT u.id FROM (SELECT DISTINCT unit_id FROM temp.chosen) c JOIN unit u ON u.id = c.unit_id
    WHERE NOT EXISTS (SELECT 1 FROM variant v WHERE v.unit_id = u.id AND v.language <> u.source_language)
"""
_STATEMENTS = (
    "DELETE FROM variant WHERE id IN (SELECT id FROM temp.chosen)",
    "CREATE TEMP TABLE emptied (id INTEGER PRIMARY KEY)",
    f"INSERT INTO temp.emptied {_UNITS_WITHOUT_TRANSLATION}",
    "DELETE FROM variant WHERE unit_id IN (SELECT id FROM temp.emptied)",
    "DELETE FROM unit WHERE id IN (SELECT id FROM temp.emptied)",
    "DROP TABLE temp.emptied",
    "DELETE FROM collection WHERE id NOT IN (SELECT collection_id FROM unit)",
    "DELETE FROM origin WHERE id NOT IN (SELECT origin_id FROM variant WHERE origin_id IS NOT NULL)",
)


def remove_chosen(access: SqlAccess) -> None:
    """Delete the variants in the table `temp.chosen (id, unit_id)`, within the caller's transaction.

    Units whose last translation was among them go as well. Nothing else is touched; the revision grows, when
    anything was deleted.
    """
    ((any_chosen,),) = access.rows("SELECT EXISTS (SELECT 1 FROM temp.chosen)")
    if not any_chosen:
        return
    for statement in _STATEMENTS:
        access.run(statement)
    access.run("UPDATE counter SET value = value + 1 WHERE name = 'revision'")
