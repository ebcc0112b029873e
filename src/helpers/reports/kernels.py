"""Kernels that start at once: forked from one process that has already loaded the library.

A kernel of its own process spends a second or two on imports before the first cell of every notebook. On Linux, the
kernels of a batch run are instead forked from a server that has imported them once (Python's own ``multiprocessing``
fork server), behind jupyter_client's public extension point for it, a kernel provisioner. Elsewhere, or with the
environment variable ``REPORTED_CASUALTIES_KERNELS=plain``, they are ordinary processes.
"""

import asyncio
import multiprocessing
import os
import queue
import signal
import sys
import tempfile
import threading
import weakref
from collections.abc import Mapping, Sequence
from contextlib import suppress
from multiprocessing import forkserver
from multiprocessing.context import ForkServerContext, ForkServerProcess
from pathlib import Path
from typing import Any

import numpy as np
from ipykernel.kernelapp import IPKernelApp
from jupyter_client.asynchronous.client import AsyncKernelClient
from jupyter_client.kernelspec import KernelSpec
from jupyter_client.manager import AsyncKernelManager
from jupyter_client.provisioning.local_provisioner import LocalProvisioner

# An IPC address is a path of at most 107 bytes, to which zmq and jupyter_client add a few.
LONGEST_ADDRESS = 90


_STARTED: "weakref.WeakSet[QuickKernelManager]" = weakref.WeakSet()


class ForkedKernel:
    """A forked kernel, with the part of ``subprocess.Popen`` that jupyter_client uses."""

    stdin = stdout = stderr = None

    def __init__(self, process: ForkServerProcess) -> None:
        self.process = process
        self.pid: int = process.pid or 0

    def poll(self) -> int | None:
        """Return the exit status, None while the kernel runs."""
        return self.process.exitcode

    def wait(self) -> int | None:
        """Wait for the end and return the exit status."""
        self.process.join()
        return self.process.exitcode

    def send_signal(self, number: int) -> None:
        """Send a signal to the kernel, if it still runs."""
        if self.poll() is None:
            os.kill(self.pid, number)

    def terminate(self) -> None:
        """Ask the kernel to end."""
        self.send_signal(signal.SIGTERM)

    def kill(self) -> None:
        """End the kernel."""
        self.send_signal(signal.SIGKILL)


class ForkProvisioner(LocalProvisioner):
    """Starts a kernel by forking instead of by running its command."""

    async def launch_kernel(self, cmd: list[str], **kwargs: Any) -> Any:
        """Fork a kernel that reads the connection file named in ``cmd``."""
        cwd = str(kwargs.get("cwd") or Path.cwd())
        arguments = (cmd[cmd.index("-f") + 1], cwd, dict(kwargs.get("env") or os.environ))
        process = _fork_server().Process(target=_serve_kernel, args=arguments, daemon=True)
        process.start()
        kernel = ForkedKernel(process)
        self.process = kernel  # type: ignore[assignment]  # stands in for subprocess.Popen
        self.pid, self.cwd = kernel.pid, cwd
        return self.connection_info

    async def wait(self) -> int | None:
        """Wait for the end of the kernel, without the tenth of a second between two looks of the ordinary wait."""
        kernel, self.process = self.process, None
        return await asyncio.to_thread(kernel.wait) if kernel else 0


class QuickClient(AsyncKernelClient):
    """A client that takes the kernel as ready once it hears it, instead of once it has been silent for a while."""

    async def _async_wait_for_ready(self, timeout: float | None = None) -> None:
        try:
            await asyncio.wait_for(self._hear_kernel(), timeout)
        except TimeoutError as error:
            raise RuntimeError(f"the kernel did not answer in {timeout} seconds") from error

    wait_for_ready = _async_wait_for_ready

    async def _hear_kernel(self) -> None:
        """Ask until both the answer and the broadcast of its end arrive: then no output can be missed."""
        while True:
            request = self.kernel_info()
            try:
                self._handle_kernel_info_reply(await self.get_shell_msg(timeout=1))
                while True:
                    message = await self.get_iopub_msg(timeout=0.2)
                    ended = message["content"].get("execution_state") == "idle"
                    if ended and message["parent_header"].get("msg_id") == request:
                        return
            except queue.Empty:
                if not await self._async_is_alive():
                    raise RuntimeError("the kernel ended before it was ready") from None


class QuickKernelManager(AsyncKernelManager):
    """Starts this project's Python as kernel, whatever kernels are installed; talks to it through local sockets."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(**settings)
        _STARTED.add(self)
        self.client_factory = QuickClient
        if can_fork():
            self._sockets = tempfile.TemporaryDirectory(prefix="kernel-")
            address = str(Path(self._sockets.name) / "k")
            if len(os.fsencode(address)) <= LONGEST_ADDRESS:
                self.transport, self.ip = "ipc", address

    @property
    def kernel_spec(self) -> KernelSpec:
        """Return the specification of this project's kernel."""
        command = [sys.executable, "-m", "ipykernel_launcher", "-f", "{connection_file}"]
        return KernelSpec(argv=command, display_name="Python 3", language="python")

    async def _async_pre_start_kernel(self, **settings: Any) -> Any:
        if self.provisioner is None and can_fork():
            self.provisioner = ForkProvisioner(
                kernel_id=self.kernel_id or "", kernel_spec=self.kernel_spec, parent=self
            )
        return await super()._async_pre_start_kernel(**settings)


def can_fork() -> bool:
    """Tell whether kernels are forked on this machine."""
    return sys.platform == "linux" and os.environ.get("REPORTED_CASUALTIES_KERNELS") != "plain"


def stop_kernels() -> None:
    """End every kernel of this process at once; whoever waits for one hears that it died."""
    for manager in list(_STARTED):
        provisioner = manager.provisioner
        if isinstance(provisioner, LocalProvisioner) and provisioner.has_process and provisioner.pid:
            with suppress(ProcessLookupError):
                os.kill(provisioner.pid, signal.SIGKILL)


def warm_up(modules: Sequence[str]) -> None:
    """Start to load modules in the fork server, if it does not run yet; returns at once.

    Give it only modules that start no thread when loaded: a fork copies none.
    """
    if can_fork():
        _fork_server().set_forkserver_preload([__name__, *modules])
        forkserver.ensure_running()


def _fork_server() -> ForkServerContext:
    return multiprocessing.get_context("forkserver")


def _serve_kernel(connection_file: str, folder: str, environment: Mapping[str, str]) -> None:
    """Run a kernel in this forked process until it is told to stop, or the driver is gone."""
    os.setsid()  # so that Ctrl-C reaches the driver alone, which then stops its kernels in order
    os.environ.clear()
    os.environ.update(environment)
    os.chdir(folder)
    np.random.seed()  # else every kernel draws the numbers that the fork server would have drawn
    threading.Thread(target=_end_with_driver, daemon=True).start()
    IPKernelApp.launch_instance(argv=["-f", connection_file, f"--IPKernelApp.parent_handle={os.getppid()}"])


def _end_with_driver() -> None:
    driver = multiprocessing.parent_process()
    if driver is not None:
        driver.join()
        os._exit(1)
