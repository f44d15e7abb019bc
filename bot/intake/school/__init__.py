"""What people teach: corrections tried and weighed, lessons followed, fixes that become articles."""
