"""Emoji that stand for what a message is about, as words: 🔑 or `:key:` is a password, 📶 the Wi-Fi."""

import re

# Slack writes most emoji by name; other clients and forms send the character. What only colours a sentence
# (👍, 🎉, 🔥) stays as it is.
_MEANT = {
    "password": "🔑 🗝 🔐 :key: :old_key: :closed_lock_with_key:",
    "locked": "🔒 :lock:",
    "unlock": "🔓 :unlock:",
    "wifi": "📶 🛜 :signal_strength: :wireless:",
    "laptop": "💻 :computer: :laptop:",
    "computer": "🖥 :desktop_computer:",
    "printer": "🖨 :printer:",
    "phone": "📱 :iphone: :mobile_phone:",
    "mail": "📧 :e-mail: :email:",
    "slow": "🐌 🐢 :snail: :turtle:",
    "broken": "💥 :boom: :collision:",
    "sick": "🤒 🤧 :face_with_thermometer: :sneezing_face:",
    "vacation": "🏖 🌴 :beach_with_umbrella: :palm_tree:",
    "chair": "🪑 :chair:",
    "door": "🚪 :door:",
    "lamp": "💡 :bulb:",
    "help": "🆘 :sos:",
}
_WORDS = {emoji: word for word, listed in _MEANT.items() for emoji in listed.split()}
_ANY = "|".join(re.escape(emoji) for emoji in _WORDS)
_RUN = re.compile(rf"\s*({_ANY})\ufe0f?(?:\s*\1\ufe0f?)*\s*")


def spelled_out(text: str) -> str:
    """The text with these emoji as words; the same one several times in a row is one word."""
    if text.isascii() and ":" not in text:
        return text
    return _RUN.sub(lambda found: f" {_WORDS[found.group(1)]} ", text).strip()
