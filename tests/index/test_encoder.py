"""The embedding model as the rest of the program meets it."""

from threadpoolctl import threadpool_info

from index.encoder import Encoder


def test_numpy_leaves_the_cores_to_the_model(encoder: Encoder) -> None:
    encoder.load()
    # Other libraries bring a BLAS of their own, which is theirs to hold back.
    assert [pool["num_threads"] for pool in threadpool_info() if "numpy" in pool["filepath"]] == [1]
