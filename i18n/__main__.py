"""`python -m i18n`: bring the catalogues up to date with the source."""

from i18n.extraction import update

update()
