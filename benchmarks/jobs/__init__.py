"""Long jobs: pages a second by the number of workers, and a load of URLs of which a tenth is faulty."""
