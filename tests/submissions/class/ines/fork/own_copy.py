def parent_view(data, change):
    change(data)
    return data
