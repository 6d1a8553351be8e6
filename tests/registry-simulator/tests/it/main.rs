//! The simulator over real HTTP, and the client of kepu against it.
