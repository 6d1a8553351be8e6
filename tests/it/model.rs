//! What PRODUCT §6 says of the workflow, as a model that knows nothing of the code.

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Who {
    Organizer,
    OtherOrganisation,
    Province,
    /// Another reviewer of the same province.
    Colleague,
    OtherProvince,
    /// A reviewer of the province who also files for the organisation.
    Recused,
    County,
    Nation,
    Operator,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum What {
    Edit,
    Submit,
    Approve,
    Reject,
    RejectWithoutReason,
    Withdraw,
    TakeDown,
    Restore,
    Undo,
    Claim,
    Release,
}

pub const WHO: [Who; 9] = [
    Who::Organizer,
    Who::OtherOrganisation,
    Who::Province,
    Who::Colleague,
    Who::OtherProvince,
    Who::Recused,
    Who::County,
    Who::Nation,
    Who::Operator,
];
pub const WHAT: [What; 11] = [
    What::Edit,
    What::Submit,
    What::Approve,
    What::Reject,
    What::RejectWithoutReason,
    What::Withdraw,
    What::TakeDown,
    What::Restore,
    What::Undo,
    What::Claim,
    What::Release,
];

/// Where a filing stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Model {
    pub state: &'static str,
    pub version: i32,
    /// The status after each event.
    pub log: Vec<&'static str>,
    /// Who made the last decision, if nothing happened since and it can still be taken back, and where it waited.
    decided: Option<(Who, &'static str)>,
    /// Who is on it, and how many pauses ago that began.
    claimed: Option<(Who, u32)>,
}

impl Model {
    pub fn new(version: i32) -> Self {
        Self {
            state: "draft",
            version,
            log: vec!["draft"],
            decided: None,
            claimed: None,
        }
    }

    /// A pause of eleven minutes: more than the ten in which a decision can be taken back; two of them are more than the
    /// quarter of an hour for which a claim holds.
    pub fn time_passes(&mut self) {
        self.decided = None;
        self.claimed = self
            .claimed
            .map(|(who, pauses)| (who, pauses + 1))
            .filter(|(_, pauses)| *pauses < 2);
    }

    fn holder(&self) -> Option<Who> {
        self.claimed.map(|(who, _)| who)
    }

    fn sees(&self, who: Who) -> bool {
        let own = matches!(who, Who::Organizer | Who::Recused);
        let in_charge = !matches!(who, Who::Organizer | Who::OtherOrganisation | Who::OtherProvince);
        own || (self.state != "draft" && in_charge)
    }

    fn stage(&self) -> Option<&'static str> {
        match self.state {
            "province_review" => Some("province"),
            "national_review" => Some("nation"),
            _ => None,
        }
    }

    /// Whether `who` decides at the stage where it waits now.
    fn decides(&self, who: Who) -> Result<(), &'static str> {
        let stage = match who {
            Who::Province | Who::Colleague | Who::Recused => Some("province"),
            Who::Nation => Some("nation"),
            _ => None,
        };
        match (stage, self.stage()) {
            (None, _) => Err("not_allowed"),
            (Some(_), None) => Ok(()),
            (Some(mine), Some(now)) if mine != now => Err("not_your_stage"),
            _ if who == Who::Recused => Err("recused"),
            _ => Ok(()),
        }
    }

    /// What must come of it: nothing, or the code of the refusal.
    pub fn apply(&mut self, who: Who, what: What, version: i32) -> Result<(), &'static str> {
        match what {
            What::Claim => return Err(self.claim(who)),
            What::Release => {
                if self.holder() == Some(who) {
                    self.claimed = None;
                }
                return Err("released");
            }
            _ => {}
        }
        if !self.sees(who) {
            // An approved one is no secret; only taking back asks nothing but whether one sees it.
            return Err(if self.state == "approved" && what != What::Undo {
                "out_of_scope"
            } else {
                "not_found"
            });
        }
        let own = matches!(who, Who::Organizer | Who::Recused);
        match what {
            What::Approve | What::Reject | What::RejectWithoutReason => match self.decides(who) {
                // Somebody was faster: that is what one needs to know.
                Err("not_your_stage" | "recused") if version != self.version => return Err("stale"),
                other => other?,
            },
            What::Edit | What::Submit | What::Withdraw if !own => return Err("not_allowed"),
            What::TakeDown | What::Restore if matches!(who, Who::Organizer | Who::County) => {
                return Err("not_allowed");
            }
            _ => {}
        }
        if version != self.version {
            return Err("stale");
        }
        if what == What::Undo {
            return self.undo(who);
        }
        if what == What::RejectWithoutReason {
            return Err("validation_failed");
        }
        let deciding = matches!(what, What::Approve | What::Reject);
        if deciding && self.holder().is_some_and(|holder| holder != who) {
            return Err("claimed_by_other");
        }
        let editable = matches!(
            self.state,
            "draft" | "withdrawn" | "province_rejected" | "national_rejected"
        );
        if what == What::Edit && editable {
            self.version += 1;
            return Ok(());
        }
        let next = match (what, self.state) {
            (What::Submit, _) if editable => "province_review",
            (What::Approve, "province_review") => "national_review",
            (What::Approve, "national_review") => "approved",
            (What::Reject, "province_review") => "province_rejected",
            (What::Reject, "national_review") => "national_rejected",
            (What::Withdraw, "province_review" | "national_review" | "approved") => "withdrawn",
            (What::TakeDown, "approved") => "taken_down",
            (What::Restore, "taken_down") => "approved",
            _ => return Err("step_not_allowed"),
        };
        self.decided = deciding.then_some((who, self.state));
        self.move_to(next);
        Ok(())
    }

    fn move_to(&mut self, next: &'static str) {
        self.state = next;
        self.version += 1;
        self.log.push(next);
        // Who was on it at one stage has nothing to do with the next.
        self.claimed = None;
    }

    fn undo(&mut self, who: Who) -> Result<(), &'static str> {
        match self.decided {
            Some((decider, from)) if decider == who => {
                self.decided = None;
                self.move_to(from);
                Ok(())
            }
            _ => Err("undo_not_possible"),
        }
    }

    fn claim(&mut self, who: Who) -> &'static str {
        if !self.sees(who) {
            return "not_found";
        }
        if self.stage().is_none() {
            return "step_not_allowed";
        }
        if let Err(code) = self.decides(who) {
            return code;
        }
        match self.holder() {
            Some(holder) if holder != who => "claimed_by_other",
            _ => {
                self.claimed = Some((who, 0));
                "claimed"
            }
        }
    }
}
