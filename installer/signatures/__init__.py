"""Who may publish: the keys that the program trusts, and signatures made with them.

One mechanism for editions and for bundles. A signature says that the holder of a publisher's key has
published some bytes. It says nothing about who accepted any terms; that is `installer.evidence`.
"""
