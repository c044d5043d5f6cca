"""Training of the language core: gold files in, one ONNX file and its manifest out.

``training.train`` and ``training.export`` make the core (``make model``); ``training.attribution``
and ``training.export_head`` make the small head on its frozen encoder that sees who is reported to
say, think or want what (``make attribution``).

Nothing here is imported at run time; it needs the ``train`` extra (PyTorch) and the files under
``$COMMUNIQUE_SHARED`` (default ``../shared``).
"""
