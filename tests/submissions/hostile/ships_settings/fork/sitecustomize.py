import os

os.write(1, b"HARM imported\n")
os._exit(0)
