"""How to reach the organisation, as its contact page says it."""

from __future__ import annotations

from collections.abc import Iterator

from plugins.alternative_formats.document import Facts, Paragraph, Run, Runs
from plugins.alternative_formats.document_lines import line
from plugins.alternative_formats.document_telling import Telling, rows


def contact_facts(telling: Telling) -> Facts:
    """Return telephone, text relay, e-mail, post and the standard for a reply."""
    return Facts(tuple((term, (said,)) for term, said in _facts(telling)))


def _facts(telling: Telling) -> Iterator[tuple[Runs, Paragraph]]:
    contact, tongue = telling.publication.site.contact, telling.tongue
    if contact.phone:
        number = Run(text=contact.phone, address=f"tel:{contact.phone.replace(' ', '')}")
        hours = line(tongue.of_site(contact.hours)) if contact.hours else ()
        yield tongue.term("Telephone"), rows(line(number), hours)
    if contact.text_relay:
        yield line("Relay UK"), rows(line(contact.text_relay))
    email = Run(text=contact.email, address=f"mailto:{contact.email}")
    yield tongue.term("Email"), rows(line(email))
    yield tongue.term("Post"), rows(*(line(tongue.of_site(row)) for row in contact.address))
    yield tongue.term("When you hear from us"), rows(line(tongue.of_site(contact.reply)))
