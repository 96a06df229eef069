"""What the kit's own scripts say, in three languages at once: nobody has chosen one yet."""

import sys

_WORDS = {
    "installing": (
        "Бірінші іске қосу: пакеттер осы қалтадан орнатылып жатыр. Интернет керек емес, бұл"
        " бірнеше минут алады.",
        "Первый запуск: пакеты устанавливаются из этой папки. Интернет не нужен, это займёт"
        " несколько минут.",
        "First start: packages are being installed from this folder. No internet is needed; it"
        " takes a few minutes.",
    ),
    "ready": (
        "«Мұра» дайын: {address}\nТоқтату: осы терезені жабыңыз.",
        "«Мұра» готова: {address}\nОстановить: закройте это окно.",
        "Mura is ready: {address}\nTo stop it, close this window.",
    ),
    "did_not_start": (
        "«Мұра» іске қосылмады. Жоғарыдағы жазу себебін айтады.",
        "«Мұра» не запустилась. Причину называет запись выше.",
        "Mura did not start. What is written above says why.",
    ),
    "no_wheels": (
        "Бұл көшірмеде {folder} қалтасы жоқ немесе толық емес: осы жүйеде орнату мүмкін емес.",
        "В этой копии нет папки {folder} или она неполна: на этой системе установить нельзя.",
        "This copy lacks the folder {folder}, or part of it: nothing can be installed here.",
    ),
    "not_installed": (
        "Пакеттерді орнату мүмкін болмады. Алдымен check файлын іске қосыңыз: ол зақымданған"
        " файлды атайды.",
        "Пакеты установить не удалось. Запустите сначала check: он назовёт повреждённый файл.",
        "The packages could not be installed. Run check first: it names a damaged file.",
    ),
    "not_writable": (
        "Бұл қалтаға жазуға болмайды. Оны дискіге, мысалы C:\\Mura ішіне көшіріңіз.",
        "В эту папку нельзя писать. Скопируйте её на диск, например в C:\\Mura.",
        "This folder cannot be written to. Copy it to the disk, for instance to C:\\Mura.",
    ),
    "path_too_long": (
        "Қалтаның жолы тым ұзын ({length} таңба, ең көбі {most}). Оны C:\\Mura ішіне көшіріңіз.",
        "Путь к папке слишком длинный ({length} знаков вместо {most}). Скопируйте её в C:\\Mura.",
        "The path of this folder is too long ({length} letters, not {most}). Copy it to C:\\Mura.",
    ),
    "address": (
        "Сыныптың мекенжайы (жоғарыдағы тізімнен), мысалы 192.168.43.1. Бас тарту: Enter.",
        "Адрес для класса (из списка выше), например 192.168.43.1. Отказаться: Enter.",
        "The address for the class (from the list above), say 192.168.43.1. To leave: Enter.",
    ),
    "no_manifest": (
        "manifest.json жоқ немесе оқылмайды: бұл көшірме толық емес. Жинақты қайта көшіріңіз.",
        "Нет manifest.json, или он не читается: эта копия неполна. Скопируйте комплект заново.",
        "There is no manifest.json, or it cannot be read: this copy is not whole. Copy it anew.",
    ),
    "whole": (
        "Жинақ бүтін: {count} файл тексерілді.",
        "Комплект цел: проверено файлов: {count}.",
        "The kit is whole: {count} files were checked.",
    ),
    "left_out": (
        "{folder} бұл көшірмеде жоқ: ол осы жүйе үшін жарамайды.",
        "{folder} в этой копии нет: для этой системы она не годится.",
        "{folder} is not in this copy: it does not serve that system.",
    ),
    "missing": ("Жоқ: {file}", "Нет файла: {file}", "Missing: {file}"),
    "altered": ("Өзгерген: {file}", "Изменён: {file}", "Altered: {file}"),
    "foreign": ("Бөтен: {file}", "Посторонний: {file}", "Not of the kit: {file}"),
    "copy_anew": (
        "Жинақты түпнұсқасынан қайта көшіріңіз.",
        "Скопируйте комплект заново с оригинала.",
        "Copy the kit anew from the original.",
    ),
}


def say(what: str, **values: object) -> None:
    """Print a sentence in Kazakh, Russian and English."""
    for words in _WORDS[what]:
        print(words.format(**values), flush=True)


def speak_unicode() -> None:
    """A console of Windows may be set to letters without ә or ғ."""
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]
