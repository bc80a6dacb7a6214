"""Scripts: words are counted and sentences end in all of them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scrubber.cleaner.prose import is_prose
from scrubber.page import Block
from scrubber.scripts import CLOSERS, MIN_MARKLESS_CHARACTERS, SENTENCE_ENDS, UNSPACED, ends_like_sentence
from scrubber.words import FOLD_BY_SPLIT, count_words

# By language: the words that a sentence has, and the sentence.
SENTENCES = {
    "Arabic": (9, "وافق مجلس المدينة يوم الاثنين على إصلاح الجسر القديم."),
    "Arabic question": (6, "متى يبدأ العمل في الجسر القديم؟"),
    "Persian": (9, "شورای شهر روز دوشنبه به تعمیر پل قدیمی رأی\u200cداد."),
    "Urdu": (10, "شہر کی کونسل نے پیر کو پل کی مرمت منظور۔"),
    "Hebrew": (8, "מועצת העיר אישרה ביום שני את שיפוץ הגשר."),
    "Hebrew, marked": (3, "„הגשר יתוקן השנה.”\u200f"),
    "Hindi": (9, "नगर परिषद ने सोमवार को पुल की मरम्मत मंज़ूर।"),
    "Sanskrit": (3, "सेतुः पुनः निर्मितः॥"),
    "Bengali": (7, "নগর পরিষদ সোমবার সেতু মেরামতের প্রস্তাব অনুমোদন।"),
    "Tamil": (6, "நகர மன்றம் திங்களன்று பாலத்தைச் சீரமைக்க வாக்களித்தது."),
    "Khmer": (15, "ក្រុមប្រឹក្សាក្រុងបានបោះឆ្នោត។"),
    "Burmese": (15, "မြို့တော်ကောင်စီက တံတားပြင်ရန်။"),
    "Tibetan": (9, "གྲོང་ཁྱེར་ལྷན་ཚོགས།"),
    "Chinese": (6, "市议会星期一决定修复旧桥。"),
    "Chinese, quoted": (2, "“桥会修好的。”"),
    "Chinese, in brackets": (3, "桥会修好的（她说。）"),
    "Japanese": (6, "市議会は橋の修理を決めた。"),
    "Japanese, quoted": (4, "「橋は必ず直します。」"),
    "Japanese, half width": (4, "ハシハナオリマス｡"),
    "Korean": (5, "시의회는 월요일 다리 보수를 결정했다."),
    "Armenian": (6, "Քաղաքային խորհուրդը երկուշաբթի հաստատեց կամրջի նորոգումը։"),
    "Armenian, typed": (3, "Կամուրջը կնորոգվի այստեղ:"),
    "Georgian": (5, "საკრებულომ ორშაბათს ხიდის შეკეთება დაამტკიცა."),
    "Amharic": (5, "ምክር ቤቱ የድልድዩን ጥገና አጸደቀ።"),
    "Amharic, typed": (3, "ድልድዩ በቅርቡ ይጠገናል፡፡"),
    "Amharic question": (3, "ድልድዩ መቼ ይጠገናል፧"),
    "Greek": (7, "Το δημοτικό συμβούλιο ενέκρινε τη γέφυρα χθες."),
    "Greek question": (5, "Πότε θα ανοίξει η γέφυρα;"),
    "Russian": (7, "Городской совет в понедельник одобрил ремонт моста."),
    "Vietnamese": (11, "Hội đồng thành phố đã thông qua việc sửa cây cầu."),
    "Turkish": (6, "Belediye meclisi pazartesi günü onarımı onayladı."),
    "German": (7, "„Die Straße wird im Frühjahr wieder geöffnet.“"),
    "Danish": (5, "»Broen bliver sat i stand.«"),
    "French": (6, "« Le pont sera réparé. »"),
    "mixed": (7, "The 市议会 voted for the old 旧桥."),
}
THAI = "สภาเมืองลงมติเมื่อวันจันทร์ให้ซ่อมสะพานเก่าที่ปิดมาตั้งแต่ฤดูหนาวปีที่แล้ว "
LAO = "ສະພາເມືອງໄດ້ລົງມະຕິໃນວັນຈັນໃຫ້ສ້ອມແປງຂົວເກົ່າທີ່ປິດມາຕັ້ງແຕ່ລະດູໜາວ "


@pytest.mark.parametrize(("words", "sentence"), SENTENCES.values(), ids=SENTENCES)
def test_a_sentence_of_any_language_ends_like_one_and_has_its_words(words: int, sentence: str) -> None:
    assert ends_like_sentence(sentence)
    assert count_words(sentence) == words


@pytest.mark.parametrize("sentence", SENTENCES.values(), ids=SENTENCES)
def test_without_its_mark_it_is_a_headline(sentence: tuple[int, str]) -> None:
    assert not ends_like_sentence(sentence[1].rstrip(SENTENCE_ENDS + CLOSERS + ";:፡ \u200f"))


@pytest.mark.parametrize("text", ["He came;", "He said:", "Ήρθε:", "ዜና፡", "橋：", "他来了，", "", " ", "”", "Թեմա;"])
def test_what_ends_a_sentence_in_another_script_ends_none_here(text: str) -> None:
    assert not ends_like_sentence(text)


@pytest.mark.parametrize("text", [THAI, LAO])
def test_a_script_without_full_stops_has_prose_by_its_length(text: str) -> None:
    headline, paragraph = text.strip(), (text * 2).strip()
    assert len(headline) < MIN_MARKLESS_CHARACTERS <= len(paragraph)
    assert not is_prose(Block(0, headline, words=count_words(headline)))
    assert is_prose(Block(0, paragraph, words=count_words(paragraph)))
    assert ends_like_sentence(f"“{paragraph}”")


UNSPACED_LETTERS = st.text(st.sampled_from("東京のカｶ\U0002000bไทลາབོမြខ្〆々"), min_size=1)
SPACED_LETTERS = st.text(st.sampled_from("aßıİжאبकகბհአ가ế"), min_size=1)


@given(UNSPACED_LETTERS)
def test_scripts_without_spaces_have_a_word_for_two_characters(text: str) -> None:
    assert all(map(UNSPACED.match, text))
    assert count_words(text) == max(1, len(text) // 2)


@given(st.lists(SPACED_LETTERS, min_size=1))
def test_other_scripts_have_the_words_between_spaces(words: list[str]) -> None:
    assert count_words(" ".join(words)) == len(words)


@given(st.lists(SPACED_LETTERS | UNSPACED_LETTERS, min_size=1).map(" ".join))
def test_words_are_counted_alike_in_short_and_in_long_texts(text: str) -> None:
    long = f"{text} " * (FOLD_BY_SPLIT // len(text) + 1)
    unspaced = len(UNSPACED.findall(long))
    assert count_words(long) == max(long.count(" ") + 1, unspaced // 2)
    assert count_words(text) == max(text.count(" ") + 1, len(UNSPACED.findall(text)) // 2)
