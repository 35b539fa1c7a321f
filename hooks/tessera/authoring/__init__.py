"""New records and briefings, begun for their authors: asked for, drafted, checked before they are written."""
