//! Texts of the settings of the whole system.

super::texts! {
    TITLE "系统设置" "System settings";
    DUTY "届次、敏感词、系统接入和组织库同步等设置。" "Editions, sensitive words, connected systems and the registry.";
    WORDS_LEAD "维护审核时需要留意的词语和级别。" "Words that reviewers are told of, and their levels.";
    EDITIONS_LEAD "市级初审地区、审核沿用规则和退回理由模板。" "City review, approvals that carry over, and reasons for sending back.";
    LEAVE "有修改尚未保存，确定离开？" "Changes are not saved. Leave anyway?";
}
