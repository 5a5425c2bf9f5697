"""Colours that page and picture share."""

INK, FAINT, LINE = "#22282e", "#6d7781", "#dfe3e6"
BEST, GOOD, SILENT, FRONT = "#b2452f", "#2b6c9c", "#b9c0c6", "#b2452f"
#: Of a class of trials in parallel coordinates: colour, and width in points.
CLASSES = {
    "others": ("#d9dee2", 0.7),
    "best half": ("#b5c9da", 0.8),
    "best tenth": ("#2b6c9c", 1.1),
    "best trial": ("#b2452f", 2.2),
}
#: Of how far a metric is from what was asked.
GRADES = {"good": "#3d7d4f", "fair": "#b07a1e", "far": "#b2452f", "": INK}
