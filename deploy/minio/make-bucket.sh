#!/bin/sh -eu
# Makes the bucket, and an account that may use it and nothing else. Safe to run again: a changed secret is taken over.
# In the environment, not on the command line, where every process of the machine could read it.
export MC_HOST_store="http://kepu-root:$(cat /run/secrets/minio_root_password)@minio:9000"

mc mb --ignore-existing store/kepu
mc anonymous set none store/kepu
mc admin policy create store kepu-bucket /policy.json
mc admin user add store kepu < /run/secrets/s3_secret_key
case "$(mc admin policy entities store --user kepu)" in
    *kepu-bucket*) ;;
    *) mc admin policy attach store kepu-bucket --user kepu ;;
esac
