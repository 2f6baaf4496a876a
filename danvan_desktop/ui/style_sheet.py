"""The text of the one style sheet, with `$names` for colours and sizes filled in by `theme`.

Owns how controls look. Must hold no rule for one page: a page says what a widget is
(`theme.role`), this file says how that looks.
"""

from __future__ import annotations

from string import Template

STYLE = Template(
    """
* { outline: none; }
QMainWindow, QDialog, QMessageBox { background: $window; }
QMessageBox QLabel#qt_msgbox_label { font-weight: 600; }
QMessageBox QLabel#qt_msgbox_informativelabel { min-width: ${words}px; }
QToolTip { background: $text; color: $surface; border: none; padding: ${p2}px; }

QLabel[role="title"] { font-size: 16pt; font-weight: 600; }
QLabel[role="heading"] { font-size: 11.5pt; font-weight: 600; }
QLabel[role="strong"] { font-weight: 600; }
QLabel[role="soft"] { color: $text_soft; }
QLabel[role="problem"] { color: $bad; }
QLabel[role="label"] { font-weight: 600; color: $text; }
QLabel:disabled { color: $text_off; }

QFrame[role="card"] { background: $surface; border: 1px solid $line; border-radius: ${p3}px; }
QWidget[role="sheet"] { background: $surface; }
QFrame[role="line"] { background: $surface; border: none; border-bottom: 1px solid $neutral_soft; }
QFrame[role="line"][current="true"] { background: $accent_soft; }
QFrame[role="sheet-head"] { background: $raised; border: none; border-bottom: 1px solid $line; }
QFrame[role="bar"] { background: $surface; border: none; border-bottom: 1px solid $line; }
QFrame[role="banner"] { background: $warn_soft; border: 1px solid $line; border-radius: ${p2}px; }
QFrame[role="banner"][tone="info"] { background: $info_soft; }
QFrame[role="banner"][tone="good"] { background: $good_soft; }
QFrame[role="banner"][tone="bad"] { background: $bad_soft; }
QFrame[role="banner"][tone="neutral"] { background: $neutral_soft; }
QFrame[role="rule"] { background: $line; border: none; max-height: 1px; min-height: 1px; }

QPushButton, QToolButton[role="button"] {
    background: $surface; color: $text; border: 1px solid $line_strong;
    border-radius: ${p2}px; padding: ${p2}px ${p6}px; min-height: ${line_height}px;
}
QPushButton:hover, QToolButton[role="button"]:hover { background: $neutral_soft; }
QPushButton:pressed, QToolButton[role="button"]:pressed { background: $line; }
QPushButton:focus, QToolButton[role="button"]:focus {
    border: 2px solid $accent; padding: ${f2}px ${f6}px;
}
QPushButton:disabled, QToolButton[role="button"]:disabled {
    background: $window; color: $text_off; border-color: $line;
}
QPushButton::menu-indicator { image: url(icons:down.svg); width: ${p6}px; height: ${p6}px;
    subcontrol-origin: padding; subcontrol-position: right center; right: ${p2}px; }
QPushButton[menu="true"] { padding-right: ${control}px; }
QPushButton[role="primary"] {
    background: $accent; color: $on_accent; border-color: $accent; font-weight: 600;
}
QPushButton[role="primary"]::menu-indicator { image: url(icons:down-light.svg); }
QPushButton[role="primary"]:hover { background: $accent_dark; }
QPushButton[role="primary"]:pressed { background: $text; }
QPushButton[role="primary"]:focus { border: 2px solid $text; }
QPushButton[role="primary"]:disabled {
    background: $neutral_soft; color: $text_off; border-color: $line;
}
QPushButton[role="danger"] { color: $bad; border-color: $bad; }
QPushButton[role="danger"]:hover { background: $bad_soft; }
QPushButton[role="quiet"] { background: transparent; border-color: transparent; color: $accent;
    padding: ${p2}px ${p3}px; text-align: left; }
QPushButton[role="quiet"]:hover { background: $accent_soft; }
QPushButton[role="quiet"]:focus { border: 2px solid $accent; padding: ${f2}px ${f3}px; }
QPushButton[role="quiet"]:disabled { color: $text_off; }

QToolButton { background: transparent; border: 1px solid transparent;
    border-radius: ${p2}px; padding: ${p2}px; }
QToolButton:hover { background: $neutral_soft; }
QToolButton:pressed, QToolButton:checked { background: $accent_soft; }
QToolButton:focus { border: 2px solid $accent; padding: ${f2}px; }
QToolButton::menu-indicator { image: none; }

QLineEdit, QPlainTextEdit, QTextEdit, QComboBox, QAbstractSpinBox {
    background: $surface; color: $text; border: 1px solid $line_strong; border-radius: ${p2}px;
    padding: ${p2}px ${p3}px; selection-background-color: $accent;
    selection-color: $on_accent;
}
QLineEdit, QComboBox, QAbstractSpinBox { min-height: ${line_height}px; }
QLineEdit:hover, QPlainTextEdit:hover, QComboBox:hover { border-color: $text_soft; }
QLineEdit:focus, QPlainTextEdit:focus, QTextEdit:focus, QComboBox:focus, QAbstractSpinBox:focus {
    border: 2px solid $accent; padding: ${f2}px ${f3}px;
}
QLineEdit[problem="true"], QPlainTextEdit[problem="true"], QComboBox[problem="true"] {
    border-color: $bad; background: $bad_soft;
}
QLineEdit:disabled, QPlainTextEdit:disabled, QComboBox:disabled, QLineEdit[readOnly="true"],
QPlainTextEdit[readOnly="true"] { background: $window; color: $text_soft; border-color: $line; }
QComboBox, QComboBox:focus { padding-right: ${p2}px; }
QComboBox::drop-down { border: none; width: ${control}px; }
QComboBox::down-arrow { image: url(icons:down.svg); width: ${p6}px; height: ${p6}px; }
QComboBox QLineEdit, QComboBox QLineEdit:focus { border: none; padding: 0;
    background: transparent; }
QComboBox QAbstractItemView { background: $surface; border: 1px solid $line_strong;
    padding: ${p1}px; }
QComboBox QAbstractItemView::item, QListView[role="matches"]::item {
  min-height: ${control}px; padding: 0 ${p2}px; }

QCheckBox, QRadioButton { spacing: ${p3}px; padding: ${p1}px; border: 2px solid transparent;
    border-radius: ${p2}px; }
QCheckBox:focus, QRadioButton:focus { border-color: $accent; }

QAbstractItemView { background: $surface; alternate-background-color: $raised;
    selection-background-color: $accent_soft; selection-color: $text; border: 1px solid $line;
    border-radius: ${p2}px; gridline-color: $neutral_soft; }
QAbstractItemView:focus { border-color: $accent; }
QAbstractItemView::item:selected { background: $accent_soft; color: $text; }
QTableView::item { padding: 0 ${p3}px; border: none; }
QTableView::item:focus { border: 1px solid $accent; }
QTreeView::item { padding: ${p1}px ${p2}px; }
QHeaderView { background: $surface; border: none; }
QHeaderView::section { background: $raised; color: $text_soft; font-weight: 600; border: none;
    border-bottom: 1px solid $line; border-right: 1px solid $neutral_soft;
    padding: ${p2}px ${p4}px; min-height: ${line_height}px; }
QHeaderView::section:hover { background: $neutral_soft; }
QHeaderView::down-arrow { image: url(icons:down.svg); width: ${p6}px; height: ${p6}px;
    subcontrol-origin: padding; subcontrol-position: center right; }
QHeaderView::up-arrow { image: url(icons:up.svg); width: ${p6}px; height: ${p6}px;
    subcontrol-origin: padding; subcontrol-position: center right; }
QTableCornerButton::section { background: $raised; border: none; }

QListView[role="places"] { background: $surface; border: none; border-right: 1px solid $line;
    border-radius: 0; padding: ${p3}px; }
QListView[role="places"]:focus { border-color: $line; }
QListView[role="places"]::item { padding: 0 ${p3}px; border-radius: ${p2}px;
    color: $text; margin: 1px 0; border: 2px solid transparent; }
QListView[role="places"]::item:hover { background: $neutral_soft; }
QListView[role="places"]::item:selected { background: $accent_soft; color: $accent_dark; }
QListView[role="places"]::item:selected:focus { border: 1px solid $accent; }

QListView[role="sections"] { background: transparent; border: none; padding: 0; }
QListView[role="sections"]::item { padding: 0 ${p3}px; border-radius: ${p2}px;
    color: $text; margin: 1px 0; border: 2px solid transparent; }
QListView[role="sections"]::item:hover { background: $neutral_soft; }
QListView[role="sections"]::item:selected { background: $accent_soft; color: $accent_dark; }
QListView[role="sections"]::item:selected:focus { border: 2px solid $accent; }

QScrollBar:vertical { background: transparent; width: ${scroll}px; margin: 0; }
QScrollBar:horizontal { background: transparent; height: ${scroll}px; margin: 0; }
QScrollBar::handle { background: $line_strong; border-radius: 3px; margin: 2px; }
QScrollBar::handle:vertical { min-height: ${control}px; }
QScrollBar::handle:horizontal { min-width: ${control}px; }
QScrollBar::handle:hover { background: $text_soft; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QAbstractScrollArea::corner { background: transparent; border: none; }
QScrollArea { border: none; background: transparent; }
QScrollArea > QWidget > QWidget[role="page"] { background: $window; }

QTabWidget::pane { border: none; border-top: 1px solid $line; }
QTabBar::tab { background: transparent; color: $text_soft; padding: ${p3}px ${p6}px;
    border: none; border-bottom: 2px solid transparent; }
QTabBar::tab:selected { color: $accent_dark; border-bottom-color: $accent; }
QTabBar::tab:hover { background: $neutral_soft; }
QTabBar::tab:focus { background: $accent_soft; }

QCalendarWidget QWidget#qt_calendar_navigationbar { background: $surface;
    border-bottom: 1px solid $line; }
QCalendarWidget QToolButton { color: $text; font-weight: 600; min-height: ${line_height}px; }
QCalendarWidget QToolButton#qt_calendar_prevmonth { qproperty-icon: url(icons:left.svg); }
QCalendarWidget QToolButton#qt_calendar_nextmonth { qproperty-icon: url(icons:right.svg); }
QCalendarWidget QTableView { border: none; }
QCalendarWidget QTableView::item { padding: 0; }

QMenu { background: $surface; border: 1px solid $line_strong; padding: ${p2}px; }
QMenu::item { padding: ${p2}px ${p6}px; border-radius: ${p2}px; }
QMenu::item:selected { background: $accent_soft; color: $text; }
QMenu::item:disabled { color: $text_off; }
QMenu::separator { height: 1px; background: $line; margin: ${p2}px; }
QMenu::icon { padding-left: ${p3}px; }

QStatusBar { background: $surface; border-top: 1px solid $line; color: $text_soft; }
QStatusBar::item { border: none; }
QStatusBar QLabel { color: $text_soft; padding: ${p1}px ${p3}px; }
QProgressBar { background: $neutral_soft; border: none; border-radius: 3px;
    max-height: ${p3}px; min-height: ${p3}px; text-align: center; }
QProgressBar::chunk { background: $accent; border-radius: 3px; }
QSplitter::handle { background: transparent; }
QGroupBox { background: $surface; border: 1px solid $line; border-radius: ${p3}px;
    margin-top: ${line_height}px; padding: ${p4}px; font-weight: 600; }
QGroupBox::title { subcontrol-origin: margin; left: ${p4}px; padding: 0 ${p2}px; }

QFrame[role="drop"] { background: $raised; border: 1px dashed $line_strong;
    border-radius: ${p3}px; }
QFrame[role="drop"][over="true"] { background: $accent_soft; border: 2px dashed $accent; }
QFrame[role="drop"]:focus { border: 2px dashed $accent; }
QLabel[pill="neutral"] { background: $neutral_soft; color: $neutral; border-radius: ${p2}px;
    padding: ${p1}px ${p3}px; }
QLabel[pill="info"] { background: $info_soft; color: $info; border-radius: ${p2}px;
    padding: ${p1}px ${p3}px; }
QLabel[pill="good"] { background: $good_soft; color: $good; border-radius: ${p2}px;
    padding: ${p1}px ${p3}px; }
QLabel[pill="warn"] { background: $warn_soft; color: $warn; border-radius: ${p2}px;
    padding: ${p1}px ${p3}px; }
QLabel[pill="bad"] { background: $bad_soft; color: $bad; border-radius: ${p2}px;
    padding: ${p1}px ${p3}px; }
"""
)
