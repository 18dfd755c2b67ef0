"""perfdesk fills in China's county budget-performance forms (预算绩效) at a desk without a network.

Start reading at `core/sheet.py` (what a filled form is), then `document.py` (the one door for change).
"""

__version__ = "0.1.0"
