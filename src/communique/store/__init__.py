from communique.store.query import Query
from communique.store.read import Store
from communique.store.write import Run, RunReport, write_store

__all__ = ["Query", "Run", "RunReport", "Store", "write_store"]
