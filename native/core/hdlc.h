/** Asynchronous HDLC, both directions. */
#pragma once

#include "core/hdlc_decoder.h"
#include "core/hdlc_encoder.h"
