from padanan.core.catalogue import Reference
from padanan.segmentation import segment_document
from padanan.services.template import render_template, template_entries


def test_each_segment_has_its_line_and_its_paragraph() -> None:
    segments = segment_document("Satu. Dua.\n\nTiga.\n", language="id")
    entries = template_entries("teks.txt", segments)
    assert [(entry.msgid, entry.references, entry.extracted_comments) for entry in entries] == [
        ("Satu.", (Reference(path="teks.txt", line=1),), ("paragraph 1, segment 1",)),
        ("Dua.", (Reference(path="teks.txt", line=1),), ("paragraph 1, segment 2",)),
        ("Tiga.", (Reference(path="teks.txt", line=3),), ("paragraph 2, segment 1",)),
    ]


def test_a_repeated_segment_is_one_entry_with_both_places() -> None:
    segments = segment_document("Ya.\nTidak.\nYa.", language="id")
    entries = template_entries("teks.txt", segments)
    assert [entry.msgid for entry in entries] == ["Ya.", "Tidak."]
    assert entries[0].references == (Reference(path="teks.txt", line=1), Reference(path="teks.txt", line=3))
    assert entries[0].extracted_comments == ("paragraph 1, segment 1", "paragraph 3, segment 1")


def test_a_rendered_template_says_its_charset_and_source_language() -> None:
    text = render_template("teks.txt", segment_document("Ya.", language="id"), language="id").decode()
    assert '"Content-Type: text/plain; charset=UTF-8\\n"' in text
    assert '"X-Source-Language: id\\n"' in text
    assert 'msgid "Ya."\nmsgstr ""\n' in text
