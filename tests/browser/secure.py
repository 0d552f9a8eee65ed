"""The demo behind TLS, as a phone meets it: brotli, and many files at once (HTTP/2)."""

import datetime
import ipaddress
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from tests.browser.demo import PROJECT, data_of_demo, free_port, wait_for

HERE = "127.0.0.1"


@contextmanager
def secured() -> Iterator[str]:
    """The https address of the demo that has been played; nobody trusts its certificate."""
    with tempfile.TemporaryDirectory() as folder:
        certificate, key = _certificate(Path(folder))
        port = free_port()
        told = {
            "UPLIFT_DATA": str(data_of_demo()),
            "UPLIFT_DEMO": "1",
            "UPLIFT_NO_WORKER": "1",
            "UPLIFT_HOSTS": f"{HERE}:{port}",
            "UPLIFT_CONTACT": "mailto:it@harbour.io",
        }
        command = [sys.executable, "-m", __name__, str(port), certificate, key]
        server = subprocess.Popen(command, env=os.environ | told, cwd=PROJECT)
        try:
            wait_for(f"https://{HERE}:{port}/health/ready", server)
            yield f"https://{HERE}:{port}"
        finally:
            server.terminate()
            server.wait(20)


def _certificate(folder: Path) -> tuple[Path, Path]:
    secret = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, HERE)])
    now = datetime.datetime.now(datetime.UTC)
    signed = (
        x509.CertificateBuilder(name, name, secret.public_key(), x509.random_serial_number())
        .not_valid_before(now - datetime.timedelta(hours=1))
        .not_valid_after(now + datetime.timedelta(days=1))
        .add_extension(
            x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address(HERE))]), False
        )
        .sign(secret, hashes.SHA256())
    )
    certificate, key = folder / "certificate.pem", folder / "key.pem"
    pem = serialization.Encoding.PEM
    certificate.write_bytes(signed.public_bytes(pem))
    key.write_bytes(
        secret.private_bytes(
            pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
    )
    return certificate, key


def _serve(port: int, certificate: Path, key: Path) -> None:
    from granian import Granian
    from granian.constants import Interfaces

    Granian(
        "uplift_pwa.wsgi:app",
        address=HERE,
        port=port,
        interface=Interfaces.WSGI,
        blocking_threads=1,
        ssl_cert=certificate,
        ssl_key=key,
    ).serve()


if __name__ == "__main__":
    _serve(int(sys.argv[1]), Path(sys.argv[2]), Path(sys.argv[3]))
