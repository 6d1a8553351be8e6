//! Texts of organisations.

super::texts! {
    LIST "我的单位" "My organisations";
    LIST_EMPTY "您还不是任何单位的成员" "You do not belong to an organisation yet";
    LIST_EMPTY_HINT "登记后您将成为该单位的管理员，可立即填报活动。" "You become its administrator and can file at once.";
    NEW "登记单位" "Register an organisation";
    NEW_HINT "登记后由所在地科协认证；认证前即可填报活动。" "The association of the region certifies it; filing does not wait for that.";
    FULL_NAME "单位全称" "Full name";
    FULL_NAME_HINT "与公章一致" "As on the official seal";
    KIND "单位类型" "Kind";
    REGION "所在地区" "Region";
    USCC "统一社会信用代码" "Credit code";
    USCC_HINT "18 位，可不填" "18 characters, optional";
    HOST_UNIT "依托单位" "Host unit";
    HOST_UNIT_HINT "如高校科协依托的高校，可不填" "Such as the university of a university's association; optional";
    CONTACT_NAME "联系人" "Contact";
    CONTACT_PHONE "联系手机" "Contact mobile";
    CREATED "单位已登记" "The organisation is registered";
    CERTIFIED "已认证" "Certified";
    PENDING "待认证" "Waiting for certification";
    PROVISIONAL "活动填报时添加，待认证" "Added in a filing, not certified";
    RETURNED "认证退回" "Returned";
    SUSPENDED "已停用" "Suspended";
    OTHER "草稿" "Draft";
    FILE_ACTIVITY "填报活动" "File an activity";
}
