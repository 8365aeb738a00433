"""Programs of the bench that need Django: started in the virtual environment, one job each."""
