//! The four applications of the site: the portal that everybody loads, the workplace of those who sign in, the desk of
//! those who review, and reporting with its figures. Apart, so that a visitor on a phone does not load what officials need,
//! nor an organiser.

/// Which application shows a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Application {
    /// For everybody: home, lists, activities, answers to reports.
    Portal,
    /// For everyone who signs in: filing, supplements, the own organisations.
    Workplace,
    /// For those who review, recommend, certify and set up.
    Desk,
    /// For those who set quotas, watch figures, write summaries, pass notices on and bring tables in; for those who
    /// receive visitors, on a phone beside the door: venues, routes, check-in; and for those who give roles and read the
    /// audit log.
    Reporting,
}

/// First segments of the workplace's pages.
const WORKPLACE: [&str; 6] = ["sign-in", "home", "account", "my", "scorings", "messages"];

/// First segments of the desk's pages.
const DESK: [&str; 7] = [
    "review",
    "recommendations",
    "public-notices",
    "reports",
    "resource-desk",
    "admin",
    "design",
];

/// First segments of the pages of reporting.
const REPORTING: [&str; 8] = [
    "quotas",
    "statistics",
    "summaries",
    "circulars",
    "imports",
    "guides",
    "security",
    "audit-log",
];

impl Application {
    /// By the path of a page.
    pub fn of(path: &str) -> Self {
        let segments: Vec<_> = path.trim_start_matches('/').split('/').collect();
        match segments[..] {
            // What is added after the event is work; the activity itself is for everybody.
            ["activities", _, "supplement", ..] => Self::Workplace,
            // Everybody reads a notice; whoever objects to it does so under their name.
            ["notices", _, "objection", ..] => Self::Workplace,
            ["my", "organizations", "desk", ..] => Self::Desk,
            ["my", "organizations", _, "venues", ..]
            | ["my", "activities", _, "check-in", ..]
            | ["my", "venues" | "check-in-points" | "stamps", ..] => Self::Reporting,
            // Whoever reported something reads the answer without signing in.
            ["reports", "receipt", ..] => Self::Portal,
            [first, ..] if WORKPLACE.contains(&first) => Self::Workplace,
            [first, ..] if DESK.contains(&first) => Self::Desk,
            [first, ..] if REPORTING.contains(&first) => Self::Reporting,
            _ => Self::Portal,
        }
    }

    /// The file of its page in a built site.
    pub const fn file(self) -> &'static str {
        match self {
            Self::Portal => "index.html",
            Self::Workplace => "workplace.html",
            Self::Desk => "desk.html",
            Self::Reporting => "reporting.html",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everybody_loads_what_they_use() {
        for path in [
            "/",
            "",
            "/activities",
            "/activities/1",
            "/activities/supplement",
            "/reports/receipt/x",
            "/venues/1",
            "/routes",
            "/notices",
            "/notices/1",
            "/resources",
            "/resources/1",
            "/certificates/KP2024-330000-H-00017-3",
            "/mystery",
            "/reviewers",
        ] {
            assert_eq!(Application::of(path), Application::Portal, "{path}");
        }
        for path in [
            "/sign-in",
            "/home",
            "/my/activities/1/edit",
            "/my/organizations/1",
            "/my/resources/1/use",
            "/my/activities/1",
            "/activities/1/supplement",
            "/notices/1/objection",
            "/scorings",
            "/messages",
        ] {
            assert_eq!(Application::of(path), Application::Workplace, "{path}");
        }
        for path in [
            "/review",
            "/review/1",
            "/recommendations/1",
            "/public-notices/1",
            "/my/organizations/desk",
            "/reports",
            "/resource-desk",
            "/admin/words",
        ] {
            assert_eq!(Application::of(path), Application::Desk, "{path}");
        }
        for path in [
            "/statistics",
            "/quotas",
            "/summaries/1",
            "/imports/1",
            "/circulars",
            "/guides/routes/1",
            "/my/organizations/1/venues",
            "/my/venues/1/check-in",
            "/my/activities/1/check-in",
            "/my/check-in-points/1",
            "/my/stamps",
            "/security",
            "/audit-log",
        ] {
            assert_eq!(Application::of(path), Application::Reporting, "{path}");
        }
    }
}
