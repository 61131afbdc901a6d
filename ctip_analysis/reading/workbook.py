def read_workbook(path,*,name=None): raise NotImplementedError
