"""The bridge between the desk and the window: one command, one undo stack, two signals.

Every act of hers comes here as a `Step` and goes through `Desk.apply`. Undo and redo are the step's inverse and the
step again, through the same door. A refusal by the disk changes nothing, neither the form nor what can be undone.

One step at a time: what a step brings about while it is being applied (a text that loses its place and is taken over)
waits until it is. Qt frees the commands that can be redone when a new one comes, also the one it is just carrying out.
"""

from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QUndoCommand, QUndoStack

from perfdesk.core.errors import PerfdeskError
from perfdesk.core.step import Step
from perfdesk.desk import Applied, Desk

if TYPE_CHECKING:
    from perfdesk.recall import Recall


class Edit(QUndoCommand):
    """A step on the stack. `stands` is whether the desk has it; asking for what already is does nothing."""

    def __init__(self, bridge: "Bridge", step: Step) -> None:
        super().__init__(step.act)
        self._bridge, self.step, self.stands = bridge, step, True

    def redo(self) -> None:
        if not self.stands:
            self.stands = self._bridge.carry_out(self.step)

    def undo(self) -> None:
        if self.stands:
            self.stands = not self._bridge.carry_out(self.step.inverse)


class Bridge(QObject):
    """A desk for widgets. `applied` carries every `Applied`, `refused` the sentence of a refusal."""

    applied = Signal(object)
    refused = Signal(str)

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.stack = QUndoStack(self)
        self._held = False
        self._applying = False
        self._waiting: list[Step] = []
        desk.watch(self._tell)

    @cached_property
    def recall(self) -> "Recall":
        """What she typed before; wanted with the first cell typed into."""
        from perfdesk.recall import Recall

        return Recall(self.desk)

    def read_earlier(self) -> None:
        """Goes on reading what she typed before, a little in each turn of the event loop."""
        if self.recall.read_on():
            QTimer.singleShot(0, self, self.read_earlier)

    def push(self, step: Step) -> bool:
        """Carries a step out and lets it be undone. False, with the reason told, where the disk refused.

        What comes while a step is being applied is carried out right after it, and a refusal only told then.
        """
        if step.empty:
            return True
        if self._applying:
            self._waiting.append(step)
            QTimer.singleShot(0, self, self._catch_up)
            return True
        done = not self._held and self._apply(step)
        if done:
            self.stack.push(Edit(self, step))
        self._catch_up()
        return done

    def undo(self) -> Step:
        """Takes the last step back. The step; an empty one where there is none or the disk refused."""
        edit = self.stack.command(self.stack.index() - 1)
        self.stack.undo()
        self._catch_up()
        return edit.step if isinstance(edit, Edit) and not edit.stands else Step("")

    def redo(self) -> Step:
        """Does the step again that was last taken back. The step; an empty one as with `undo`."""
        edit = self.stack.command(self.stack.index())
        self.stack.redo()
        self._catch_up()
        return edit.step if isinstance(edit, Edit) and edit.stands else Step("")

    def carry_out(self, step: Step) -> bool:
        """Applies a step without remembering it: for the commands on the stack."""
        if self._held:
            return False
        done = self._apply(step)
        if not done:
            self._hold()
        return done

    def _apply(self, step: Step) -> bool:
        self._applying = True
        try:
            self.desk.apply(step)
        except PerfdeskError as error:
            self.refused.emit(str(error))
            return False
        finally:
            self._applying = False
        return True

    def _catch_up(self) -> None:
        """Carries out what came while a step was being applied."""
        waiting, self._waiting = self._waiting, []
        for step in waiting:
            self.push(step)

    def _tell(self, applied: Applied) -> None:
        self.applied.emit(applied)

    def _hold(self) -> None:
        """Qt moves its mark on the stack whatever a command says. Until the mark is back, no command may act: an
        older step cannot be undone before a newer one."""
        self._held = True
        QTimer.singleShot(0, self, self._settle)

    def _settle(self) -> None:
        """Puts the mark where the desk is: behind the last step that stands."""
        self._held = False
        commands = [self.stack.command(number) for number in range(self.stack.count())]
        self.stack.setIndex(sum(isinstance(command, Edit) and command.stands for command in commands))
