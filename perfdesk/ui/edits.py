"""The bridge between the desk and the window: one command, one undo stack, two signals.

Every act of hers comes here as a `Step` and goes through `Desk.apply`. Undo and redo are the step's inverse and the
step again, through the same door. A refusal by the disk changes nothing, neither the form nor what can be undone.
"""

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QUndoCommand, QUndoStack

from perfdesk.core.errors import PerfdeskError
from perfdesk.core.step import Step
from perfdesk.desk import Applied, Desk


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
        desk.watch(self._tell)

    def push(self, step: Step) -> bool:
        """Carries a step out and lets it be undone. False, with the reason told, where the disk refused."""
        if step.empty:
            return True
        if not self.carry_out(step):
            return False
        self.stack.push(Edit(self, step))
        return True

    def carry_out(self, step: Step) -> bool:
        """Applies a step without remembering it: for the commands on the stack."""
        if self._held:
            return False
        try:
            self.desk.apply(step)
        except PerfdeskError as error:
            self._hold()
            self.refused.emit(str(error))
            return False
        return True

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
