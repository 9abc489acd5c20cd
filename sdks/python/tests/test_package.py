"""The built wheel, installed into a fresh folder, runs the README."""

import importlib.util
import os
import re
import shutil
import subprocess
import sys
import tempfile
import unittest
import zipfile
from pathlib import Path

HOME = Path(__file__).resolve().parent.parent
BUILDS = all(importlib.util.find_spec(name) for name in ("pip", "setuptools", "wheel"))


def pip(*args):
    command = [sys.executable, "-m", "pip", "--quiet", "--no-input", *args]
    env = {**os.environ, "PIP_ROOT_USER_ACTION": "ignore"}
    subprocess.run(command, check=True, env=env, stdout=subprocess.DEVNULL)


class Package(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = Path(tempfile.mkdtemp(prefix="gigastore-wheel-"))
        cls.site = cls.folder / "site"
        source = cls.folder / "source"
        shutil.copytree(HOME, source, ignore=shutil.ignore_patterns("tests", "__pycache__"))
        if BUILDS:
            own = ("--no-index", "--no-deps")
            pip("wheel", *own, "--no-build-isolation", "--wheel-dir", str(cls.folder), str(source))
            (cls.wheel,) = cls.folder.glob("*.whl")
            pip("install", *own, "--target", str(cls.site), str(cls.wheel))
        else:
            # Without pip, the package is put into the folder as it is.
            shutil.copytree(source / "gigastore", cls.site / "gigastore")

    @classmethod
    def tearDownClass(cls):
        shutil.rmtree(cls.folder)

    def run_in_fresh_folder(self, text):
        with tempfile.TemporaryDirectory() as fresh:
            env = {**os.environ, "PYTHONPATH": str(self.site)}
            ran = subprocess.run(
                [sys.executable, "-c", text], cwd=fresh, env=env, capture_output=True, text=True
            )
        self.assertEqual(ran.returncode, 0, ran.stderr)
        return ran.stdout

    def test_readme(self):
        """runs the README in a fresh folder"""
        text = (HOME / "README.md").read_text(encoding="utf-8")
        blocks = re.findall(r"^```python\n(.*?)^```$", text, re.M | re.S)
        self.assertGreater(len(blocks), 1)
        output = self.run_in_fresh_folder("\n".join(blocks))
        self.assertIn("LPA:1$", output)
        self.assertIn("401 The header webhook-id is missing.", output)

    def test_place(self):
        """is imported from where it was installed, with its types"""
        found = self.run_in_fresh_folder("import gigastore; print(gigastore.__file__)").strip()
        self.assertEqual(Path(found).parent, self.site / "gigastore")
        self.assertTrue((self.site / "gigastore/py.typed").exists())
        self.assertTrue(list((self.site / "gigastore").glob("*_gen.py")))

    def test_contents(self):
        """has the package and nothing else, and needs httpx only"""
        if not BUILDS:
            return
        with zipfile.ZipFile(self.wheel) as archive:
            names = archive.namelist()
            metadata = archive.read("gigastore-0.1.0.dist-info/METADATA").decode()
        tops = {name.split("/")[0] for name in names}
        self.assertEqual(tops, {"gigastore", "gigastore-0.1.0.dist-info"})
        self.assertEqual(re.findall(r"^Requires-Dist: (\w+)", metadata, re.M), ["httpx"])
