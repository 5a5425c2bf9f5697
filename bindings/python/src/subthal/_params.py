"""Parameters by path, the same for networks and simulators: `it["stn.i_app"] = 70`."""

from collections.abc import Mapping, Sequence
from types import SimpleNamespace
from typing import Any

import numpy as np

from ._arrays import doubles, pointer, whole_numbers
from ._handle import Handle
from ._library import c_text, check, number, record
from .records import Param, Params, listed


class HasParams(Handle):
    """What has parameters. `_params_c` names the functions of the library for this kind."""

    _params_c: SimpleNamespace

    @property
    def params(self) -> Params:
        """Every parameter with its present value, unit and range."""
        count = number("size_t", lambda out: self._params_c.count(self._c, out))
        values = self.get_many(np.arange(count))
        return Params(listed(count, lambda i: self._param(i, values[i])))

    def _param(self, param_id: int, value: float) -> Param:
        info = record("param_info", lambda *out: self._params_c.info(self._c, param_id, *out))
        return Param._of(param_id, float(value), info)

    def find_param(self, path: str) -> int:
        """The id of a parameter, which never changes; an error offers the nearest path."""
        return number("size_t", lambda out: self._params_c.find(self._c, c_text(path), out))

    def __getitem__(self, path: str) -> float:
        """The value of a parameter, in its unit."""
        return number("double", lambda out: self._params_c.get(self._c, c_text(path), out))

    def __setitem__(self, path: str, value: float) -> None:
        """Sets a parameter, for all cells."""
        check(self._params_c.set(self._c, c_text(path), value))

    def ids(self, params: Sequence[str | int] | np.ndarray) -> np.ndarray:
        """The ids of parameters that are given by path or by id."""
        found = [self.find_param(p) if isinstance(p, str) else p for p in params]
        return whole_numbers(found, np.uintp)

    def get_many(self, params: Sequence[str | int] | np.ndarray) -> np.ndarray:
        """The values of parameters by path or id (n_params)."""
        ids = self.ids(params)
        values = np.empty(ids.size)
        if ids.size:
            out = pointer(values, writable=True)
            check(self._params_c.get_many(self._c, pointer(ids, "size_t"), out, ids.size))
        return values

    def update(self, values: Mapping[str, float] | None = None, **more: Any) -> None:
        """Sets parameters, all of them or none: `net.update({"stn.i_app": 70, "gpe.i_app": 1})`."""
        pairs = dict(values or {}, **more)
        self.set_many(list(pairs), list(pairs.values()))

    def set_many(self, params: Sequence[str | int] | np.ndarray, values: Any) -> None:
        """Sets parameters by path or id, all of them or none."""
        ids, numbers = self.ids(params), doubles(values)
        if ids.shape != numbers.shape:
            raise ValueError(f"{ids.size} parameters need as many values, not {numbers.shape}")
        if ids.size:
            sources = pointer(ids, "size_t"), pointer(numbers)
            check(self._params_c.set_many(self._c, *sources, ids.size))
