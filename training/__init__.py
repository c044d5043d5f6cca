"""Training of the language core: gold files in, one ONNX file and its manifest out.

Nothing here is imported at run time; it needs the ``train`` extra (PyTorch) and the files under
``$COMMUNIQUE_SHARED`` (default ``../shared``).
"""
