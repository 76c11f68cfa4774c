{
  "type": "assent/edition-signatures",
  "version": 1,
  "algorithm": "ed25519",
  "signatures": [
    {
      "key": "59da6fdaefefa6bf16c29ade84ad67651fd45ea4be3a632cb6d9e351216c98d9",
      "signature": "vLabzMMzrcIXtSkbwruLqGF0jit0GS6lnSemTw9PYpUZGkhISmbnXG6yNnX3QJGw6Omhzga/E0J7HXWZ7A2MCQ=="
    }
  ]
}
