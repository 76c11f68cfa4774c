"""The run without a screen: answer file, flags, one result."""
