DROP TABLE grants;
DROP TABLE organization_tokens;
DROP TABLE organizations;
