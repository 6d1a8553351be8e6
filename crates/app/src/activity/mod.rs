//! Activities (活动): filing, review, and what the public sees of them.
