//! Texts of the help centre: the filing guide, and questions that are often asked. Figures that are rules come as
//! arguments.

super::texts! {
    TITLE "帮助中心" "Help";
    MENU "帮助" "Help";
    LEAD "填报指南和常见问题。" "The filing guide, and questions that are often asked.";
    SEARCH "在本页查找" "Find on this page";
    SEARCH_HINT "如：宣传图、补报、推优" "Such as: poster, back-filing, recommendation";
    FOUND "找到 {0} 条" "{0} found";
    NOTHING "没有找到相关内容" "Nothing here fits";
    NOTHING_HINT "换个词试试，或联系所在地科协。" "Try another word, or ask the association of your region.";
    GUIDE "填报指南" "Filing guide";
    QUESTIONS "常见问题" "Questions";
    CONTENTS "目录" "Contents";
    FROM_FORM "填写时不清楚？查看填报指南" "Unsure what to enter? See the filing guide";

    SIGN_IN "登录" "Signing in";
    SIGN_IN_TEXT "用手机号和短信验证码登录，不需要密码。验证码是 {0} 位数字，{1} 分钟内有效；没有收到的，{2} 秒后可重新获取，同一号码每天最多 {3} 条。" "Sign in with a mobile number and a code by SMS; there is no password. The code has {0} digits and is good for {1} minutes. Ask for another after {2} seconds, at most {3} a day for one number.";
    ORGANIZATION "选择或添加单位" "Your organisation";
    ORGANIZATION_TEXT "登录后先加入所在单位。输入单位全称、简称、拼音首字母或统一社会信用代码查找；找不到时直接添加，全称要与公章一致。新添加的单位不用等认证就可以填报，审核人员会看到认证情况。" "Join your organisation first. Find it by name, short name, pinyin initials or credit code; where it is missing, add it with the name on its seal. Filing does not wait for its certification.";
    FILE "填报活动" "Filing an activity";
    FILE_TEXT "在“我的活动”中新建活动，内容随时自动保存，可以分几次填完。活动名称 {0}–{1} 字，活动详情不少于 {2} 字，写清主题、内容、形式、目的和效果。线下活动填写地点和场地类型，线上活动填写网址，线上线下结合的两样都填。提交时系统一次列出全部需要修改的地方。" "Begin under “My activities”; everything is saved by itself. The title has {0}–{1} characters, the description at least {2}. Give the place for what is on site, the address for what is online, both for what is both. Submitting names everything that is to be mended at once.";
    WINDOW "填报和活动时间" "When";
    WINDOW_TEXT "{0}自 {1} 起填报。全国范围的活动时间为 {2} 至 {3}，所在地区另有安排的以表单提示为准；集中活动时间为 {4} 至 {5}。" "{0}: filing opens on {1}. Activities take place from {2} to {3} unless the form names other days for your region; most of them between {4} and {5}.";
    POSTER "活动宣传图" "The poster";
    POSTER_TEXT "宣传图为 {0}×{1} 像素，{2} 格式，不超过 {3}。图片尺寸不合适的，可以在页面上裁剪。照片中的拍摄地点等信息会自动清除。" "The poster has {0}×{1} pixels, as {2}, at most {3}. Larger pictures are cropped on the page. What the camera wrote into a picture is removed.";
    REVIEW "审核状态" "States of review";
    REVIEW_TEXT "提交后先由省级管理员审核，再由全国管理员审核；开通市级初审的地区先经市级。状态依次为：{0}、{1}、{2}；被退回的显示“{3}”或“{4}”，按原因修改后可以再次提交。审核期间需要修改的，先撤回。" "The province reviews first, then the nation; where a city pre-reviews, it comes before. The states are: {0}, {1}, {2}. What is sent back shows “{3}” or “{4}”: mend it and submit again. Withdraw first to change something under review.";
    AND "、" ", ";
    SUPPLEMENT "活动补充信息" "After the event";
    SUPPLEMENT_TEXT "活动结束后 {0} 天内提交补充信息：实际参与人数、媒体报道、照片、视频和总结。总结包括：{1}。逾期也可以提交，但不能推优。" "Within {0} days after the last session, submit what came of it: participants, media reports, photos, videos and a summary in five parts ({1}). It can be submitted later, but then not be recommended.";
    RECOMMENDATION "推优条件" "Recommendation";
    RECOMMENDATION_TEXT "同时满足以下各项才能申请推优：审核通过；活动结束后 {0} 天内补充信息；媒体报道不少于 {1} 篇；照片 {2}–{3} 张；视频不超过 {4} 段、每段不超过 {5} 秒；线下实际参与不少于 {6} 人或线上不少于 {7} 人；总结各部分填写完整。每一项是否达到，在活动页面逐条列出。" "All of these must hold: approved; supplement within {0} days; at least {1} media report(s); {2}–{3} photos; at most {4} videos of {5} seconds each; at least {6} participants on site or {7} online; every part of the summary filled in. The page of the activity lists how each one stands.";
    CERTIFICATION "单位认证" "Certification";
    CERTIFICATION_TEXT "单位管理员可以申请认证，上传证明材料（{0}，每个不超过 {1}）。由所在地科协审核，退回时会说明原因。一个单位最多 {2} 位管理员，可以移交。已认证的单位能收到科协发来的通知。" "An administrator asks for certification with proof ({0}, at most {1} each). The association of the region decides, and gives a reason where it sends it back. An organisation has up to {2} administrators. Certified organisations receive notices.";
    JOINT "联合主办" "Joint filings";
    JOINT_TEXT "同一场活动由多个单位主办的，由一个单位填报，其他单位列为主办或承办单位。已经分别填报的，审核人员可以标为联合主办，统计时只计一次。" "What several organisations host together is filed by one, who names the others. Where it was filed twice, a reviewer marks both as joint, and it counts once.";
    BACK_FILING "补报" "Back-filing";
    BACK_FILING_TEXT "活动已经举办、尚未填报的，在填报截止前可以补报，系统会标明“补报”。审核通过后同样可以补充信息。" "What has taken place already can still be filed until filing closes; it is marked as such. Its supplement follows as usual.";
    IMPORT "表格导入" "Spreadsheets";
    IMPORT_TEXT "活动较多的地区和单位可以用表格批量导入：下载模板，填写后先试导入，系统逐行列出问题；有误的行可以单独下载修改。导入的活动是草稿或待审核，不会直接通过。" "Many activities can be brought in as a table: download the template, try it, and each row is told what is wrong with it. What is brought in becomes a draft or a submission, never approved.";
    NOTICES "通知与待办" "Notices";
    NOTICES_TEXT "上级科协的通知在“通知”中查看，打开即视为已读。通知要求完成的事项列入待办，完成后自己标记；逾期的保留 {0} 天。" "Notices of the associations above you are under “Notices”; opening one is the receipt. What it asks for is listed as to do, and you mark it; what is overdue stays for {0} days.";

    Q_CODE "收不到验证码怎么办？" "No code arrives. What now?";
    A_CODE "先确认手机号正确、信号正常，{0} 秒后重新获取。当天已达 {1} 条的，次日再试。" "Check the number and your reception, and ask again after {0} seconds. After {1} codes on one day, try the next day.";
    Q_EDIT "提交后发现写错了，还能改吗？" "I submitted a mistake. Can I change it?";
    A_EDIT "可以。在活动页面撤回，修改后重新提交。已列入锁定推荐名单的活动，要先请名单所在地科协退回。" "Yes: withdraw it, change it, submit again. What is on a locked recommendation list has to be sent back by that list's officials first.";
    Q_FEW "预计人数不多，可以填报吗？" "Few people will come. May I file?";
    A_FEW "可以。人数少不影响填报和审核，只影响推优：线下不少于 {0} 人，线上不少于 {1} 人。" "Yes. It matters for recommendation only: {0} on site or {1} online.";
    Q_LATE "补充信息错过了时间怎么办？" "I missed the deadline of the supplement.";
    A_LATE "仍可提交，会标明逾期，不能推优。确有特殊情况的，由省级管理员说明原因后延期。" "Submit it all the same; it is marked as late and cannot be recommended. The province can give more time, with a reason.";
    Q_PHOTO "照片和视频有什么要求？" "What about photos and videos?";
    A_PHOTO "照片为 {0} 格式，每张不超过 {1}；视频为 {2} 格式，每段不超过 {3}。推优需要照片 {4}–{5} 张。" "Photos as {0}, at most {1} each; videos as {2}, at most {3} each. Recommendation needs {4}–{5} photos.";
    Q_NAME "单位名称可以写简称吗？" "May I use a short name?";
    A_NAME "全称要与公章一致，证书和名单以全称为准。简称和曾用名可以另外登记，便于查找。" "The name is that on the seal; certificates use it. Short and former names can be added, so that it is found by them.";
    Q_WHO "谁负责审核我的活动？" "Who reviews my activity?";
    A_WHO "按活动所在地区，由当地省级科协和全国两级审核；本人所在单位的活动，审核人员需要回避。" "The province where it takes place, then the nation. Nobody reviews an activity of their own organisation.";
    Q_PRIVATE "联系人和电话会公开吗？" "Are contacts public?";
    A_PRIVATE "不会。联系人、电话和科技工作者名单只有本单位和负责审核的科协可以查看。" "No. Only the organisation and the associations in charge see them.";
    Q_REPORT "发现公开的活动信息有误怎么办？" "Something public is wrong.";
    A_REPORT "在活动页面选择“举报”，说明情况，不需要登录。处理结果可以用受理编号查询。" "Press “Report” on its page; no account is needed. The receipt number leads to the answer.";
}
