"""A Kafka cluster inside this process: the mock cluster of librdkafka (confluent-kafka wheel).

It speaks the protocol on a loopback port, groups and commits included, and can be told to answer
with errors. It keeps nothing, does no admin calls, and trims a partition after 5 MiB.
The C interface is `rdkafka_mock.h`, which is marked experimental: keep confluent-kafka pinned.
"""

import ctypes
from pathlib import Path

import confluent_kafka

HEARTBEAT = 12
OFFSET_COMMIT = 8
FETCH = 1

_PRODUCER = 0


def _load() -> ctypes.CDLL:
    site = Path(confluent_kafka.__file__).parent.parent
    found = sorted(site.glob("confluent_kafka.libs/librdkafka*"))
    if not found:
        raise FileNotFoundError("the confluent-kafka wheel holds no librdkafka on this platform")
    lib = ctypes.CDLL(str(found[0]))
    pointer, text, number = ctypes.c_void_p, ctypes.c_char_p, ctypes.c_int
    lib.rd_kafka_conf_new.restype = pointer
    lib.rd_kafka_conf_new.argtypes = []
    lib.rd_kafka_new.restype = pointer
    lib.rd_kafka_new.argtypes = [number, pointer, text, ctypes.c_size_t]
    lib.rd_kafka_destroy.restype = None
    lib.rd_kafka_destroy.argtypes = [pointer]
    for name, result, arguments in (
        ("cluster_new", pointer, [pointer, number]),
        ("cluster_destroy", None, [pointer]),
        ("cluster_bootstraps", text, [pointer]),
        ("topic_create", number, [pointer, text, number, number]),
        ("broker_set_down", number, [pointer, ctypes.c_int32]),
        ("broker_set_up", number, [pointer, ctypes.c_int32]),
        ("group_initial_rebalance_delay_ms", None, [pointer, ctypes.c_int32]),
        ("push_request_errors_array", None, [pointer, ctypes.c_int16, ctypes.c_size_t, pointer]),
    ):
        function = getattr(lib, f"rd_kafka_mock_{name}")
        function.restype, function.argtypes = result, arguments
    return lib


class MockKafka:
    """A mock cluster. close() is final; brokers are numbered from 1."""

    def __init__(self, brokers: int = 1) -> None:
        self._lib = _load()
        fault = ctypes.create_string_buffer(512)
        conf = self._lib.rd_kafka_conf_new()
        self._client = self._lib.rd_kafka_new(_PRODUCER, conf, fault, len(fault))
        if not self._client:
            raise RuntimeError(fault.value.decode())
        self._cluster = self._lib.rd_kafka_mock_cluster_new(self._client, brokers)
        self.bootstrap: str = self._lib.rd_kafka_mock_cluster_bootstraps(self._cluster).decode()
        # Three seconds by default, which every test would wait for.
        self._lib.rd_kafka_mock_group_initial_rebalance_delay_ms(self._cluster, 50)

    def create_topic(self, name: str, partitions: int = 2) -> None:
        code = self._lib.rd_kafka_mock_topic_create(self._cluster, name.encode(), partitions, 1)
        if code:
            raise RuntimeError(f"topic not created: {code}")

    def answer_with(self, api: int, *codes: int) -> None:
        """Answer the next requests of this API key with these error codes, one each."""
        array = (ctypes.c_int * len(codes))(*codes)
        self._lib.rd_kafka_mock_push_request_errors_array(self._cluster, api, len(codes), array)

    def set_down(self, broker: int = 1) -> None:
        self._lib.rd_kafka_mock_broker_set_down(self._cluster, broker)

    def set_up(self, broker: int = 1) -> None:
        self._lib.rd_kafka_mock_broker_set_up(self._cluster, broker)

    def close(self) -> None:
        self._lib.rd_kafka_mock_cluster_destroy(self._cluster)
        self._lib.rd_kafka_destroy(self._client)
