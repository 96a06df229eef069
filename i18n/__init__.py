"""Kazakh, Russian, English: the catalogues and the one translator."""

from i18n.translator import LANGUAGES, N_, NAMES, N_plural, Translator, translator

__all__ = ["LANGUAGES", "NAMES", "N_", "N_plural", "Translator", "translator"]
