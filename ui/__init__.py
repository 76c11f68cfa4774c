"""The Qt face of Assent. It shows what the core says and holds no rule of its own."""
