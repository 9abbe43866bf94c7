"""The inner loops of training: slow twins, and faster forms held to them. Start at `dispatch`."""
