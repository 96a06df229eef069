"""The words of the map's own buttons and panels, for layers/browser/."""

from i18n import Translator


def texts(t: Translator) -> dict[str, str]:
    """What the browser's code says, by the name it knows it by; {n} is filled in there."""
    return {
        "map": t("Map"),
        "home": t("Home extent"),
        "close": t("Close"),
        "places": t("places: {n}"),
        "schematic": t("schematic, not a boundary"),
        "sources": t("Sources"),
        "sheet": t("Open the sheet"),
        "kilometres": t("km"),
        "metres": t("m"),
        "tools": t("Map tools"),
        "filters": t("Layers and filters"),
        "copy": t("copy"),
        "copied": t("Copied."),
        "clear": t("Clear"),
        "undo": t("Undo"),
        "unanswered": t("No answer from the server. Is Mura still running?"),
        "parts": t("Its parts on the map"),
        "asParts": t("A serial property has no position of its own; its parts have."),
        "nowhere": t(
            "No usable position was found, so it is not on the map. What is known stands below."
        ),
        **_search(t),
        **_measure(t),
        **_list(t),
        **_story(t),
    }


def _search(t: Translator) -> dict[str, str]:
    return {
        "search": t("Find a place by any of its names"),
        "nothing": t("No place of that name is known here."),
    }


def _measure(t: Translator) -> dict[str, str]:
    return {
        "measure": t("Measure distance and area"),
        "measureFirst": t("Click the map where the line begins."),
        "measureNext": t("Click the next point."),
        "measureCentre": t("Point at the cross"),
        "measureEnd": t("End measuring"),
        "measureFull": t("A line of 100 points is the longest."),
        "screenLine": t("Screen this line"),
        "screenArea": t("Screen this area"),
        "takeLine": t("Take this line"),
        "takePoint": t("Take this point"),
    }


def _list(t: Translator) -> dict[str, str]:
    return {
        "list": t("My list"),
        "listOn": t("to my list"),
        "listOff": t("off my list"),
        "listEmpty": t(
            "Nothing is on the list yet. Open a place and press the star, or open a saved list."
        ),
        "listOnly": t("Show only these"),
        "listLink": t("Copy the link"),
        "listFile": t("Save as a file"),
        "listOpen": t("Open a saved list"),
        "listFull": t("A list of 200 places is the longest."),
        "listUnreadable": t("This file holds no list that was saved here."),
        "listRead": t("Places read: {n}."),
        "listLost": t("Not known here: {n}."),
    }


def _story(t: Translator) -> dict[str, str]:
    return {
        "story": t("The story of Talgar"),
        "storyBack": t("Back"),
        "storyNext": t("Next"),
        "storyLeave": t("Leave the story"),
        "storyPlace": t("Read the card: {name}"),
    }
