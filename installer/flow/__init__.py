"""The way from start to finish, as pure data and one function."""
