"""The first page of a manager («اليوم») and of the ministry («المملكة بنظرة»): what needs a hand today."""
