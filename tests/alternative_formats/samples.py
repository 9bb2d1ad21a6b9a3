"""Documents that hold everything a body can hold, in six languages."""

from __future__ import annotations

from datetime import date
from typing import Literal

from plugins.alternative_formats.document import (
    Block,
    Divider,
    Document,
    Facts,
    Figure,
    Heading,
    Labels,
    ListOf,
    Note,
    Paragraph,
    Preformatted,
    Quotation,
    Row,
    Run,
    Runs,
    Table,
    words_in,
)


def document(
    *blocks: Block,
    title: str = "Flu clinics open on Monday",
    language: str = "en-GB",
    direction: Literal["ltr", "rtl"] = "ltr",
    notes: tuple[Note, ...] = (),
    easy_read: bool = False,
) -> Document:
    """Return a document of these blocks."""
    return Document(
        title=title,
        language=language,
        direction=direction,
        address="https://fenwick.example/news/flu-clinics/",
        name="flu-clinics",
        kind="news",
        section="News",
        summary="Where and when to have your flu vaccination.",
        publisher="Fenwick Town Council",
        issued=date(2026, 11, 3),
        modified=date(2026, 11, 9),
        blocks=blocks,
        notes=notes,
        labels=Labels(language="en-GB"),
        easy_read=easy_read,
    )


def paragraph(text: str) -> Paragraph:
    """Return plain words as a paragraph."""
    return Paragraph(words_in(text))


def heading(text: str, level: int = 2) -> Heading:
    """Return a heading whose anchor is its words."""
    return Heading(level, words_in(text), text.lower().replace(" ", "-"))


MIXED: Runs = (
    Run(text="Ring "),
    Run(text="0116\u00a0496\u00a00123", strong=True, address="tel:01164960123"),
    Run(text=" or write to "),
    Run(text="hello@fenwick.example", address="mailto:hello@fenwick.example"),
    Run(text=". The "),
    Run(text="NHS", expansion="National Health Service"),
    Run(text=" pays £1.50 of each fare, 25% of patients go by bus, and "),
    Run(text="everybody", emphasis=True),
    Run(text=" may come from 9am to 12:30pm on 5–8 November 2026"),
    Run(text="[1]", note=1),
    Run(text=". See "),
    Run(text="where to ", address="https://fenwick.example/places/"),
    Run(text="go", strong=True, address="https://fenwick.example/places/"),
    Run(text=", or "),
    Run(text="what to bring", address="#what-to-bring"),
    Run(text=".\nType "),
    Run(text="x = y_1 * 2;", code=True),
    Run(text=" 🙂 & <b>smile</b>."),
)

ENGLISH = document(
    Paragraph(words_in("Where and when to have your flu vaccination."), lead=True),
    Facts(
        (
            (words_in("When"), (paragraph("Monday 9 November 2026, 9am to 5pm"),)),
            (
                words_in("Where"),
                (paragraph("Oadby Library"), paragraph("Sandhurst Street, Oadby, LE2 5AR")),
            ),
        )
    ),
    Figure("news/clinic.jpg", "A nurse waves from the door of a library.", "Come in.", "Ann Other"),
    Figure("news/leaves.jpg", ""),
    heading("Who can come"),
    Paragraph(MIXED),
    ListOf(
        (
            (
                paragraph("People of 65 and over"),
                ListOf(((paragraph("at the clinic"),), (paragraph("at home"),)), start=3),
            ),
            (paragraph("Carers"), paragraph("Bring your card.")),
            (
                paragraph("Children"),
                ListOf(((paragraph("of two"), ListOf(((paragraph("or three"),),))),)),
            ),
        )
    ),
    heading("What to bring"),
    heading("On the day", level=3),
    ListOf(((paragraph("Your letter"),), (paragraph("A short sleeve"),)), start=1),
    heading("Where the clinics are"),
    Table(
        (words_in("Place"), words_in("Opens"), words_in("Closes"), words_in("Chairs")),
        (
            (words_in("Oadby Library"), words_in("9am"), words_in("5pm"), words_in("12")),
            (
                (Run(text="Wigston", strong=True),),
                words_in("10am"),
                words_in(""),
                words_in("1,200"),
            ),
        ),
        (False, False, False, True),
    ),
    Quotation((paragraph("I was in and out in ten minutes."), paragraph("And there was tea."))),
    Preformatted("one  two\n    three\n"),
    Divider(),
    paragraph("It costs £12,000 a year. Dr. Pretend said: “Come early!” Will you?"),
    notes=(Note(1, (paragraph("Not on 6 November."),)),),
)

WORDS: dict[str, tuple[str, str, str, str]] = {
    "ur": (
        "فلو کے کلینک پیر کو کھلیں گے",
        "کون آ سکتا ہے",
        "0116\u00a0496\u00a00123 پر فون کریں۔ کلینک صبح 9 بجے سے شام 5 بجے تک کھلا ہے۔",
        "ایک نرس کتب خانے کے دروازے پر کھڑی ہے۔",
    ),
    "ar": (
        "تفتح عيادات الإنفلونزا يوم الاثنين",
        "من يمكنه الحضور",
        "اتصل على الرقم 0116\u00a0496\u00a00123. العيادة مفتوحة من الساعة 9 حتى 5.",
        "ممرضة تقف عند باب المكتبة.",
    ),
    "gu": (
        "ફ્લૂ ક્લિનિક સોમવારે ખૂલે છે",
        "કોણ આવી શકે",
        "0116\u00a0496\u00a00123 પર ફોન કરો. ક્લિનિક સવારે 9 થી સાંજે 5 સુધી ખુલ્લું છે.",
        "એક નર્સ પુસ્તકાલયના દરવાજે ઊભી છે.",
    ),
    "pl": (
        "Poradnie szczepień na grypę ruszają w poniedziałek",
        "Kto może przyjść",
        "Zadzwoń pod 0116\u00a0496\u00a00123. Poradnia jest czynna od 9.00 do 17.00. Źdźbło, ćma.",
        "Pielęgniarka macha z drzwi biblioteki.",
    ),
    "cy": (
        "Clinigau ffliw yn agor ddydd Llun",
        "Pwy all ddod",
        "Ffoniwch 0116\u00a0496\u00a00123. Mae'r clinig ar agor rhwng 9am a 5pm. Tŷ dŵr, ŵyr.",
        "Mae nyrs yn chwifio o ddrws y llyfrgell.",
    ),
}


def in_language(language: str) -> Document:
    """Return a short document in Urdu, Arabic, Gujarati, Polish or Welsh."""
    title, question, words, alt = WORDS[language]
    return document(
        Figure("news/clinic.jpg", alt),
        heading(question),
        paragraph(words),
        ListOf(((paragraph(question),), (paragraph(words),)), start=1),
        Table(
            (words_in(question), words_in(title)),
            ((words_in(words), words_in("12")),),
            (False, True),
        ),
        Quotation((paragraph(words),)),
        title=title,
        language=language,
        direction="rtl" if language in {"ur", "ar"} else "ltr",
    )


ALL = (ENGLISH, *(in_language(language) for language in WORDS))

EASY_READ = document(
    Row(Figure("news/clinic.jpg", "A nurse."), (paragraph("A flu jab can stop you getting flu."),)),
    heading("Where to go"),
    Row(Figure("news/leaves.jpg", "A library."), (paragraph("You can go to the library."),)),
    title="Flu jabs",
    easy_read=True,
)
