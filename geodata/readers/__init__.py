"""Readers of what users bring: one door (`apart.bring`), a reader a format, a process of its own.

A file is known by its content, never by its name. Nothing is assumed: what the file does not say
becomes a question (`brought.Question`), and no position is computed before it is answered.
"""
