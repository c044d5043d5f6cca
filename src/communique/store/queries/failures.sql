SELECT id, "where", stage, code, message FROM failure
