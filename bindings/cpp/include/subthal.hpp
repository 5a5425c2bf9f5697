// subthal from C++17: everything of subthal.h, with owners, exceptions and views.
//
//   subthal::Network     what to simulate. Built by one thread; read by any number.
//   subthal::Simulator   a running network. One thread at a time; different ones share nothing.
//   subthal::Estimator   follows a rhythm in a signal; subthal::Controller makes a stimulus of it;
//   subthal::Loop        closes both around a simulator. One thread at a time each.
//   subthal::evaluate    many trials at once, on threads of its own.
//
// Header only. A failing call throws subthal::Error, which has the library's sentence and a Status;
// what a real-time loop needs has a try_ twin that is noexcept and returns the Status. Owners move
// and do not copy; one that was moved from throws when used, and may be assigned to. Buffers are
// the caller's: a Span is a view, and nothing of steps x channels is ever copied.
//
// Units, shapes and threads are those of subthal.h: ms, mV, Hz; row after row.
#ifndef SUBTHAL_HPP
#define SUBTHAL_HPP

#include <subthal/config.hpp>
#include <subthal/controller.hpp>
#include <subthal/electrodes.hpp>
#include <subthal/error.hpp>
#include <subthal/estimator.hpp>
#include <subthal/evaluate.hpp>
#include <subthal/library.hpp>
#include <subthal/loop.hpp>
#include <subthal/metrics.hpp>
#include <subthal/network.hpp>
#include <subthal/records.hpp>
#include <subthal/rhythms.hpp>
#include <subthal/run.hpp>
#include <subthal/simulator.hpp>
#include <subthal/span.hpp>
#include <subthal/spectra.hpp>

#endif
