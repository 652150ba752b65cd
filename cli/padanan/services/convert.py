"""Converting a file of units to another format."""


