#define _GNU_SOURCE
#include "CNamespaces.h"
