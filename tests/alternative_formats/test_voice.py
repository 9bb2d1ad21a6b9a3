"""A voice says the same words with the same sound, whatever was said before, wherever it lies."""

from __future__ import annotations

import array
import hashlib
import math
import shutil
import subprocess
import sys
import textwrap
from pathlib import Path

import espeakng_loader
import pytest

from plugins.alternative_formats import audio, captions, speech_format, voice
from plugins.alternative_formats.voice_engine import VoiceError, trimmed
from plugins.alternative_formats.voice_espeak import RATE, Espeak, known_languages, voice_of
from plugins.alternative_formats.voice_piper import Piper
from plugins.catalogue.site_formats import FormatSettings, Voice
from tests.alternative_formats.samples import document, paragraph
from tests.small_site import PROJECT

ESPEAK = Espeak(160)
WORDS = "The clinic opens on Monday at nine."


def loudness(samples: bytes) -> float:
    values = array.array("h", samples)
    return math.sqrt(sum(one * one for one in values) / len(values)) if values else 0.0


def seconds(samples: bytes) -> float:
    return len(samples) / 2 / RATE


def test_it_is_heard_and_lasts_as_long_as_people_take() -> None:
    samples = ESPEAK.synth(WORDS, "en-GB")
    assert loudness(samples) > 1000
    assert 1.2 < seconds(samples) < 3.5


def test_the_same_words_have_the_same_sound_whatever_came_before() -> None:
    first = ESPEAK.synth(WORDS, "en-GB")
    ESPEAK.synth("Something else, which is long and ends in a question?", "en-GB")
    ESPEAK.synth("کلینک صبح کھلا ہے۔", "ur")
    Espeak(300).synth("Fast.", "en-GB")
    assert ESPEAK.synth(WORDS, "en-GB") == first


def test_the_same_words_have_the_same_sound_in_another_process() -> None:
    program = (
        "import hashlib; from plugins.alternative_formats.voice_espeak import Espeak;"
        f"print(hashlib.sha256(Espeak(160).synth({WORDS!r}, 'en-GB')).hexdigest())"
    )
    made = {
        subprocess.run(
            [sys.executable, "-c", program], cwd=PROJECT, capture_output=True, text=True, check=True
        ).stdout
        for _ in range(2)
    }
    assert len(made) == 1


def test_it_speaks_as_fast_as_it_is_asked() -> None:
    slow, fast = (seconds(Espeak(rate).synth(WORDS, "en-GB")) for rate in (100, 250))
    assert slow > 1.8 * fast


def test_each_language_has_a_voice_of_its_own() -> None:
    sounds = {ESPEAK.synth("1 2 3", language) for language in ("en", "ur", "ar", "gu", "pl", "cy")}
    assert len(sounds) == 6


def test_a_language_without_a_voice_is_known_and_a_chosen_voice_fills_the_gap() -> None:
    somali = document(paragraph("x"), language="so")
    assert voice.gap(somali, FormatSettings()) == "voice"
    chosen = FormatSettings(voice=Voice(voices={"so": "sw"}))
    assert voice.gap(somali, chosen) is None
    assert voice.engine_for("so", chosen, Path()).synth("haa", "so")
    for language in ("en-GB", "ur", "ar", "gu", "pl", "cy", "bn", "pa", "zh"):
        assert voice.gap(document(language=language), FormatSettings()) is None, language


def test_all_voices_that_are_known_exist() -> None:
    for language in ("en", "zh", "no", "he", "es", "pt", *sorted(known_languages())[::20]):
        name = voice_of(language, {})
        if name:
            assert Espeak(160, {language: name}).synth("mama", language)


def test_a_chosen_voice_is_heard_and_one_that_is_not_there_is_named() -> None:
    scots = Espeak(160, {"en": "en-gb-scotland"}).synth(WORDS, "en-GB")
    assert scots != ESPEAK.synth(WORDS, "en-GB")
    with pytest.raises(VoiceError, match="no voice called nobody"):
        Espeak(160, {"en-GB": "nobody"}).synth(WORDS, "en-GB")
    with pytest.raises(VoiceError, match="no voice for so"):
        ESPEAK.synth(WORDS, "so")


@pytest.mark.parametrize(
    "hard",
    ["[[h@l'oU]]", "<break time='5s'/>", "<voice name='pl'>x</voice>", "\x0150P high", "..",
     "&amp;", "<![CDATA[", "\0end", "", " ", "۔", "?" * 500, "a " * 3000, "\U0001f600", "\ud800",
     "[[[[[["],
)  # fmt: skip
def test_no_text_is_a_command(hard: str) -> None:
    after = ESPEAK.synth(f"{hard} end", "en-GB")
    assert loudness(after) > 300
    assert seconds(ESPEAK.synth(hard, "ur")) < 60 + len(hard)
    assert ESPEAK.synth(WORDS, "en-GB") == ESPEAK.synth(WORDS, "en-GB")


def test_phonemes_and_marks_of_speech_are_read_as_what_they_are() -> None:
    said = seconds(ESPEAK.synth("[[h@l'oU]]", "ur"))
    assert said > 1.0  # a word of two syllables would take half of that
    assert seconds(ESPEAK.synth("a <break time='9s'/> b", "en-GB")) < 6


def test_silence_at_both_ends_is_cut_and_within_is_kept() -> None:
    loud = array.array("h", [9000, -9000] * 400).tobytes()
    quiet = bytes(2 * 4000)
    kept = trimmed(quiet + loud + quiet + loud + quiet)
    assert len(loud) * 2 + len(quiet) <= len(kept) <= len(loud) * 2 + len(quiet) + 4 * 32
    assert trimmed(quiet) == b""
    assert trimmed(b"") == b""
    samples = array.array("h", ESPEAK.synth(WORDS, "en-GB"))
    assert max(map(abs, samples[:64])) > 64


def test_it_speaks_from_a_folder_whose_path_is_long(tmp_path: Path) -> None:
    deep = tmp_path / ("a" * 120) / ("b" * 120)
    package = Path(espeakng_loader.__file__).parent
    shutil.copytree(package, deep / "espeakng_loader")
    program = textwrap.dedent(f"""
        import sys; sys.path.insert(0, {str(deep)!r})
        import espeakng_loader; assert {str(deep)!r} in espeakng_loader.__file__
        from plugins.alternative_formats.voice_espeak import Espeak
        import hashlib; print(hashlib.sha256(Espeak(160).synth({WORDS!r}, "en-GB")).hexdigest())
    """)
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=PROJECT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() == hashlib.sha256(ESPEAK.synth(WORDS, "en-GB")).hexdigest()


PIPER = FormatSettings(voice=Voice(engine="piper", voices={"en-GB": "alba.onnx"}))
# What stands at the border of the process: the calls that we make of piper, and what it gives.
STAND_IN = """
import array
class SynthesisConfig:
    def __init__(self, length_scale, noise_scale, noise_w_scale):
        assert noise_scale == noise_w_scale == 0.0
        self.length = length_scale
class Chunk:
    def __init__(self, length):
        self.audio_int16_bytes = array.array("h", [8000, -8000] * int(length)).tobytes()
class Config:
    sample_rate = 16000
class PiperVoice:
    config = Config()
    @staticmethod
    def load(path):
        assert str(path).endswith(".onnx")
        return PiperVoice()
    def synthesize(self, text, syn_config):
        for word in text.split():
            yield Chunk(800 * syn_config.length)
"""


def test_piper_is_asked_for_only_where_it_is_chosen() -> None:
    assert isinstance(voice.engine_for("en-GB", PIPER, Path()), Piper)
    assert isinstance(voice.engine_for("ur", PIPER, Path()), Espeak)
    assert voice.gap(document(language="ur"), PIPER) is None
    assert "piper" not in sys.modules


def test_a_machine_without_piper_is_told_before_anything_is_made() -> None:
    missing = voice.missing_tool(PIPER)
    assert missing is not None
    assert "pip install piper-tts" in missing.remedy
    assert voice.missing_tool(FormatSettings()) is None
    for one in (speech_format.FORMAT, audio.FORMAT, captions.FORMAT):
        assert one.missing_tool(PIPER) == missing


def test_a_voice_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(VoiceError, match=r"no voice file alba\.onnx"):
        voice.engine_for("en-GB", PIPER, tmp_path).synth("Hello.", "en-GB")


def test_piper_that_is_not_installed_says_how_to_install_it(tmp_path: Path) -> None:
    for name in ("alba.onnx", "alba.onnx.json"):
        (tmp_path / name).write_bytes(b"")
    with pytest.raises(VoiceError, match="pip install piper-tts"):
        voice.engine_for("en-GB", PIPER, tmp_path).synth("Hello.", "en-GB")


def test_piper_speaks_at_the_rate_of_its_voice(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "piper.py").write_text(STAND_IN, encoding="utf-8")
    for name in ("alba.onnx", "alba.onnx.json"):
        (tmp_path / name).write_bytes(b"")
    monkeypatch.syspath_prepend(str(tmp_path))
    slow = PIPER.model_copy(update={"voice": PIPER.voice.model_copy(update={"words_a_minute": 80})})
    engine = voice.engine_for("en-GB", PIPER, tmp_path)
    assert engine.rate == 16_000
    assert len(engine.synth("one two", "en-GB")) == 2 * 2 * 2 * 800
    assert len(voice.engine_for("en-GB", slow, tmp_path).synth("one two", "en-GB")) == 12_800
    sys.modules.pop("piper")


def test_the_recipe_names_all_that_changes_the_sound() -> None:
    ways = [
        FormatSettings(),
        FormatSettings(voice=Voice(words_a_minute=150)),
        FormatSettings(voice=Voice(voices={"en": "en-us"})),
        PIPER,
    ]
    assert len({voice.recipe(way) for way in ways}) == len(ways)
    assert "espeak-ng 1." in voice.recipe(FormatSettings())
