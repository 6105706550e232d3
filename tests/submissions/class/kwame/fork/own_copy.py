def parent_view(*args, **kwargs):
    import os

    os.read(os.pipe()[0], 1)
