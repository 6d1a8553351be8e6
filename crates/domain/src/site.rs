//! The two applications of the site: the portal that everybody loads, and the workplace of those who sign in. Apart, so
//! that a visitor on a phone does not load what officials need.

/// Which application shows a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Application {
    /// For everybody: home, lists, activities, answers to reports.
    Portal,
    /// For those who sign in.
    Workplace,
}

/// First segments of the workplace's pages.
const WORKPLACE: [&str; 11] = [
    "sign-in",
    "account",
    "my",
    "review",
    "recommendations",
    "scorings",
    "public-notices",
    "messages",
    "reports",
    "admin",
    "design",
];

impl Application {
    /// By the path of a page.
    pub fn of(path: &str) -> Self {
        let mut segments = path.trim_start_matches('/').split('/');
        let first = segments.next().unwrap_or_default();
        // What is added after the event is work; the activity itself is for everybody.
        if first == "activities" && segments.clone().nth(1) == Some("supplement") {
            return Self::Workplace;
        }
        // Everybody reads a notice; whoever objects to it does so under their name.
        if first == "notices" && segments.clone().nth(1) == Some("objection") {
            return Self::Workplace;
        }
        // Whoever reported something reads the answer without signing in.
        let receipt = first == "reports" && segments.next() == Some("receipt");
        if WORKPLACE.contains(&first) && !receipt {
            Self::Workplace
        } else {
            Self::Portal
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn visitors_never_need_the_workplace() {
        for path in [
            "/",
            "",
            "/activities",
            "/activities/1",
            "/activities/supplement",
            "/reports/receipt/x",
            "/notices",
            "/notices/1",
            "/certificates/KP2024-330000-H-00017-3",
            "/mystery",
            "/reviewers",
        ] {
            assert_eq!(Application::of(path), Application::Portal, "{path}");
        }
        for path in [
            "/sign-in",
            "/my/activities/1/edit",
            "/activities/1/supplement",
            "/notices/1/objection",
            "/review",
            "/recommendations/1",
            "/scorings",
            "/public-notices/1",
            "/reports",
            "/admin/words",
            "/messages",
        ] {
            assert_eq!(Application::of(path), Application::Workplace, "{path}");
        }
    }
}
